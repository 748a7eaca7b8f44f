"""report.html: one self-contained page that prints well. No script, no request, every value escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

import markupsafe

from core.edits.summary import written
from core.migration.gc_pause import no_collection
from core.report import parts as show
from core.report import texts
from core.report.model import Report, Task
from core.report.work import MINUTES, duration
from core.text import catalogue
from core.text.catalogue import _, plural
from core.text.templates import environment
from core.text.visible import visible

if TYPE_CHECKING:
    from jinja2 import Template

Link = Callable[[str, str], str]

_PARAGRAPH = re.compile(r"(?:(?<!\s)\s++)?</?p>\s*+")
_BLANK = "\N{NO-BREAK SPACE}"
_SPECIAL = re.compile(r"[&<>\"']")
_TICKS = re.compile(r"`([^`]+)`")


def render(report: Report, story: show.Story, for_print: bool = False) -> str:
    """The page, as text with LF newlines; `for_print` has the same content without grids and links.

    In print a contents line ends in `‹anchor›`, for the printer to put the number of the page there.
    """
    entries = {item.facts.id: item for part in story.parts for item in part.findings}
    names = {module.name: module.after_name for module in report.modules}
    anchors = {
        **dict.fromkeys(story.blocks, "kubernetes"),
        **{risk.finding: "kubernetes" for risk in report.accepted},
        **{name: item.anchor for name, item in entries.items()},
    }
    with no_collection():
        page = _template().render(
            report=report,
            story=story,
            parts=story.parts,
            whys=story.whys,
            numbers={source.id: index for index, source in enumerate(story.sources, 1)},
            entries=entries,
            anchors=anchors,
            names=names,
            for_print=for_print,
            css=_css("print.css" if for_print else "report.css"),
            language=catalogue.language(),
            minutes=MINUTES,
            **texts.all_words(report, story),
            **_functions({**story.blocks, **{name: item.do for name, item in entries.items()}}, anchors, for_print),
        )
    return visible(page)


def _functions(todo: dict[str, str], anchors: dict[str, str], for_print: bool) -> dict[str, Any]:
    """The functions for the templates. Those for every finding are not macros, which are ten times slower."""
    link: Link = (lambda _place, text: text) if for_print else _link
    return {
        "chip": _chip,
        "link": link,
        "who": _who,
        "findings": lambda items, looks: _safe(
            "".join([_finding(item, looks[item.facts.status], link, for_print) for item in items])
        ),
        "advice_row": lambda item, module: _advice(item, module, for_print),
        "task_row": lambda task: _task(task, link(anchors[task.finding], task.title), todo[task.finding], for_print),
        "rows": _print_rows if for_print else _rows,
        "share_text": texts.share_text,
        "time_text": texts.time_text,
        "duration": duration,
    }


@lru_cache(maxsize=64)
def _chip(look: tuple[str, str, str]) -> Any:
    """Tone, sign and word of a state, so that color is never the only difference."""
    tone, sign, word = look
    return _safe(f'<span class="chip {tone}">{sign}&nbsp;{escape(word)}</span>')


def _who(by: str, when: str | None) -> str:
    """Who decided, and when."""
    return (_("by default") if by == "default" else by) + (f", {texts.time_text(when)}" if when else "")


def _task(task: Task, title: str, todo: str, for_print: bool) -> Any:
    """The row of a task; `title` may be safe HTML, `todo` is."""
    box, who, number = (" width=3%", " width=18%", " width=7%") if for_print else ("", "", "")
    old = f" <i>({_escaped(task.old_name)})</i>" if task.old_name else ""
    return _safe(
        f'<tr><td class="box"{box}>☐</td><td class="who"{who}>{_name(task.module)}{old}</td><td>{_escaped(title)}'
        f'{_code(task.place)}<div class="do">{todo}</div></td><td class="num"{number}>{task.minutes or "–"}</td></tr>\n'
    )


def _advice(item: show.FindingEntry, module: str | None, for_print: bool) -> Any:
    """The row of an advice in the appendix, with the name of its module if it is the first there."""
    anchor = "" if for_print else f' id="{item.anchor}"'
    return _safe(
        f'<tr{anchor}><td class="who">{"" if module is None else _name(module)}</td><td><b class="title">'
        f'{_escaped(item.title)}</b>{_code(item.place)}<div class="do">{_inline(item.found)}'
        f" <i>{_escaped(item.facts.rule)}</i></div></td></tr>\n"
    )


def _name(module: str) -> str:
    return f"<b>{_escaped(module or _('Deployment'))}</b>"


def _code(place: str) -> str:
    return f" <code>{_escaped(place)}</code>" if place else ""


def _finding(item: show.FindingEntry, look: tuple[str, str, str], link: Link, for_print: bool) -> str:
    """The row of a finding below its module."""
    facts = item.facts
    ends = (" width=14%", "") if for_print else ("", f' id="{item.anchor}"')
    place = f"<code>{_escaped(item.place)}</code> " if item.place else ""
    why = link(f"why-{item.why}", _("Reason {number}").format(number=item.why)) if item.why else ""
    parts = [
        f'<tr class="{look[0]}"{ends[1]}><td class="mark"{ends[0]}>{_chip(look)}</td><td><b class="title">',
        f'{_escaped(item.title)}</b> <span class="origin">{place}{why}</span><div>{_inline(item.found)}</div>\n',
    ]
    if facts.answer_text or facts.note:
        parts.append(_answer(item))
    if item.given_up:
        parts.append(f'<div class="quiet">{_escaped(item.given_up)}</div>')
    if item.follows:
        parts.append(f"<div><b>{_escaped(_('Consequence:'))}</b> {_inline(item.follows)}</div>")
    return "".join((*parts, "</td></tr>\n"))


def _answer(item: show.FindingEntry) -> str:
    facts = item.facts
    word, text = (_("Answer"), facts.answer_text) if facts.answer_text else (_("Reason"), facts.note)
    by = _escaped(_who(facts.by, facts.when)) if facts.by or facts.when else ""
    if by and item.reason:
        by += ", " + _escaped(_("because {reason}").format(reason=item.reason))
    note = f" “{_escaped(facts.note)}”" if facts.answer_text and facts.note else ""
    by = f" <i>{by}</i>" if by else ""
    return f'<div class="answer"><b>{_escaped(word)}:</b> {_escaped(text)}{by}{note}</div>\n'


def _escaped(text: str) -> str:
    """A text as the templates escape it; safe HTML stays."""
    return str(markupsafe.escape(text)) if _SPECIAL.search(text) else text


def _link(place: str, text: str) -> Any:
    """A link; `text` may be safe HTML."""
    shown = text if hasattr(text, "__html__") else escape(text)
    return _safe(f'<a href="#{escape(place)}">{shown}</a>')


def _print_rows(lines: Sequence[show.Line]) -> Any:
    """The rows for print: adjacent lines of one kind share a row, because a printer is slow with tables.

    A character separates them, without an element for each; nothing is between the rows, where space counts.
    """
    cells = []
    for kind, run in groupby(lines, key=lambda line: line.kind):
        group = list(run)
        if kind == "fold":
            text = escape(_folded(sum(line.hidden for line in group)))
            cells.append(f'<tr><td class="fold" colspan="2">{text}</td></tr>')
            continue
        left = "&#8232;".join(_print_line(line.sign, line.left) for line in group if line.left is not None)
        right = "&#8232;".join(_print_line(line.sign, line.right) for line in group if line.right is not None)
        if kind == "same":
            cells.append(f"<tr><td>{left}</td><td>{right}</td></tr>")
        else:
            cells.append(f"<tr>{_tinted('del', left)}{_tinted('add', right)}</tr>")
    return _safe("".join(cells))


def _tinted(tint: str, text: str) -> str:
    """A cell of a row that is not the same on both sides; without the span, a printer would tint each line again."""
    return f'<td class="{tint}"><span>{text}</span></td>' if text else '<td class="gone"></td>'


def _folded(count: int) -> str:
    return plural("… {count} unchanged line …", "… {count} unchanged lines …", count)


def _print_line(sign: str, pieces: tuple[tuple[str, bool], ...]) -> str:
    texts = ((escape(text, quote=False), changed) for text, changed in pieces)
    line = "".join(f"<b>{text}</b>" if changed else text for text, changed in texts)
    indent = len(line) - len(line.lstrip(" "))
    return f"{sign or _BLANK}{_BLANK * (indent + 1)}{line[indent:]}"


def _rows(lines: Sequence[show.Line]) -> Any:
    """The rows of a comparison. Built in Python instead of the template because there are thousands."""
    cells = [_fold(line.hidden) if line.kind == "fold" else _row(line) for line in lines]
    return _safe("\n".join(("", *cells, "")))


def _fold(count: int) -> str:
    return f'<tr class="fold"><td colspan="6">{escape(_folded(count))}</td></tr>'


@lru_cache(maxsize=2048)
def _row(line: show.Line) -> str:
    """One row. The lines of many modules are equal."""
    left = _cells(line.left_number, line.sign, line.left, "l")
    return f'<tr class="{line.kind}">{left}{_cells(line.right_number, line.sign, line.right, "r")}</tr>'


def _cells(number: str, sign: str, pieces: tuple[tuple[str, bool], ...] | None, side: str) -> str:
    if pieces is None:
        return f'<td class="n">{number}</td><td class="s {side}"></td><td class="{side} gone"></td>'
    return f'<td class="n">{number}</td><td class="s {side}">{sign}</td><td class="{side}">{_marked(pieces)}</td>'


def _marked(pieces: tuple[tuple[str, bool], ...]) -> str:
    """A line with its changed parts marked."""
    return "".join(f"<mark>{escape(text)}</mark>" if changed else escape(text) for text, changed in pieces)


def _ticks(text: str) -> Any:
    """A plain text with `code` in backticks, escaped."""
    return _safe(_TICKS.sub(r"<code>\1</code>", escape(text)))


def _inline(html: str) -> str:
    """Safe HTML without its paragraphs, to continue after other words; lists stay unchanged."""
    if html.startswith("<p>") and html.endswith("</p>") and html.find("p>", 3, -4) < 0:
        return html[3:-4].strip()
    return html if "<ul>" in html or "<ol>" in html else _PARAGRAPH.sub(" ", html).strip()


def _safe(html: str) -> Any:
    """Text that `core.text.pages` has escaped."""
    return markupsafe.Markup(html)


@lru_cache(maxsize=2)
def _css(name: str) -> Any:
    return _safe((files("resources") / "report" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _template() -> Template:
    pages = environment("report", autoescape=True, finalize=lambda value: "" if value is None else value)
    pages.globals["_"] = _
    filters: dict[str, Callable[..., Any]] = {
        "ticks": _ticks,
        "prose": _safe,
        "inline": lambda html: _safe(_inline(html)),
        "written": written,
    }
    pages.filters |= filters
    return pages.get_template("report.html.j2")
