"""report.html: one self-contained page that prints well. No script, no request, every value escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from core import words
from core.device import preset
from core.report import parts as show
from core.report.model import Report
from core.words import _

if TYPE_CHECKING:
    from jinja2 import Template

_TICKS = re.compile(r"`([^`]+)`")


def render(report: Report, told: Sequence[show.Part]) -> str:
    """The page, as text with LF newlines."""
    sources = show.sources(told)
    page = _template().render(
        report=report,
        sources=sources,
        numbers={source.id: (index, f"source-{index}") for index, source in enumerate(sources, 1)},
        grades=show.grade_words(),
        parts=told,
        told={item.facts.id: item for part in told for item in part.findings},
        device=preset(report.device.model),
        language=words.language(),
        verdicts=show.verdict_words(),
        states=show.state_words(),
        areas=show.area_words(),
        share_text=show.share_text,
        moment=show.moment,
        css=_css(),
    )
    return show.visible(page)


def _rows(lines: Sequence[show.Line]) -> Any:
    """The rows of a comparison. Built here, not in the template: there are thousands."""
    made = []
    for line in lines:
        if line.kind == "fold":
            text = escape(_("… {count} unchanged lines …").format(count=line.hidden))
            made.append(f'<tr class="fold"><td colspan="6">{text}</td></tr>')
        else:
            left = _cells(line.left_number, line.sign, line.left, "l")
            made.append(f'<tr class="{line.kind}">{left}{_cells(line.right_number, line.sign, line.right, "r")}</tr>')
    return _safe("\n".join(made))


def _cells(number: str, sign: str, pieces: tuple[tuple[str, bool], ...] | None, side: str) -> str:
    if pieces is None:
        return f'<td class="n">{number}</td><td class="s {side}"></td><td class="{side} gone"></td>'
    text = "".join(f"<mark>{escape(text)}</mark>" if changed else escape(text) for text, changed in pieces)
    return f'<td class="n">{number}</td><td class="s {side}">{sign}</td><td class="{side}">{text}</td>'


def _ticks(text: str) -> Any:
    """A plain text with `code` in backticks, escaped."""
    return _safe(_TICKS.sub(r"<code>\1</code>", escape(text)))


def _safe(html: str) -> Any:
    """Prose that `core.prose` already escaped."""
    from markupsafe import Markup

    return Markup(html)


@lru_cache(maxsize=1)
def _css() -> Any:
    return _safe((files("resources") / "report" / "report.css").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: (files("resources") / "report" / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: "" if value is None else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = _
    environment.filters |= {"ticks": _ticks, "prose": _safe, "sections": words.sections, "rows": _rows}
    return environment.get_template("report.html.j2")
