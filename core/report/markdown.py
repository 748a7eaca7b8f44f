"""report.md: the report as Markdown (CommonMark with tables), for tickets and wikis. Every value is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from core.edits.summary import written
from core.model.findings import Finding
from core.report import parts as show
from core.report import texts
from core.report.model import Report
from core.report.work import duration
from core.text import explanations
from core.text.catalogue import _
from core.text.templates import environment
from core.text.visible import visible

if TYPE_CHECKING:
    from jinja2 import Template

_SPECIAL = re.compile(r"[\\`*\[\]<>|~{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)|:(?=//)|(?<=www)\.|@")


class Ready(str):
    """Markdown that is already safe."""


def render(report: Report, story: show.Story) -> str:
    """The page, as text with LF newlines and a final one."""
    page = _template().render(
        report=report,
        story=story,
        parts=story.parts,
        whys=story.whys,
        numbers={source.id: index for index, source in enumerate(story.sources, 1)},
        entries={item.facts.id: item for part in story.parts for item in part.findings},
        names={module.name: module.after_name for module in report.modules},
        share_text=texts.share_text,
        time_text=texts.time_text,
        duration=duration,
        diff=diff,
        **texts.all_words(report, story),
    )
    return visible(re.sub(r"\n{3,}", "\n\n", page).strip() + "\n")


def diff(lines: Iterable[show.Line]) -> Ready:
    """The rows of a module as a fenced block: `-` before, `+` after."""
    removed: list[str] = []
    after: list[str] = []
    for line in lines:
        if line.kind in ("same", "fold"):
            removed += after
            after = []
            removed.append("  …" if line.kind == "fold" else "  " + _text(line.left or line.right))
        else:
            removed += ["- " + _text(line.left)] if line.left is not None else []
            after += ["+ " + _text(line.right)] if line.right is not None else []
    body = "\n".join((*removed, *after))
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", body)), default=0))
    return Ready(f"{fence}diff\n{body}\n{fence}")


def escaped(value: Any) -> Any:
    """A value on one line, shown literally: it cannot become emphasis, a link, a table cell or a tag."""
    if value is None or isinstance(value, (Ready, int, float)):
        return "" if value is None else value
    text = " ".join(str(value).split())
    return _SPECIAL.sub(lambda match: "\\" + match.group(), text)


def _text(pieces: tuple[tuple[str, bool], ...] | None) -> str:
    return "".join(text for text, _changed in pieces or ()).replace("\n", " ")


def _oneline(text: str) -> Ready:
    """Safe Markdown on one line, for an item of a list or a cell."""
    return Ready(" ".join(text.split()))


def _role(finding: Finding, role: str) -> Ready:
    return _oneline(explanations.role(finding, role, markdown=True))


def code(text: str) -> Ready:
    """A code span on one line that its text cannot end, also in a table cell."""
    text = " ".join(text.split()).replace("|", "\\|")
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if "`" in text else ""
    return Ready(f"{fence}{pad}{text}{pad}{fence}")


@lru_cache(maxsize=1)
def _template() -> Template:
    pages = environment("report", finalize=escaped)
    pages.globals["_"] = lambda message: Ready(_(message))
    pages.filters |= {"prose": Ready, "code": code, "role": _role, "oneline": _oneline, "written": written}
    return pages.get_template("report.md.j2")
