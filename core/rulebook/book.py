"""The rule book: a page for each rule and check, and the page of the disagreements of sources.

The files below docs/ and the help window of the app are made from these texts, so that they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Literal

from core.checks import CHECKS
from core.rulebook import sources
from core.rulebook.general import general
from core.rulebook.general import title as general_title
from core.rulebook.sources import SourceNote
from core.rules import RULES
from core.text import catalogue, explanations
from core.text import pages as prose
from core.text.catalogue import _
from core.text.templates import to_html

if TYPE_CHECKING:
    from core.model.findings import Finding

DISAGREEMENTS = "sources"
"""The id of the page that lists where sources differ."""

_FORM = re.compile(r"^### ++([^ \n]++(?: ++[^ \n]++)*+) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its id (that of the rule or check), its title, its area (or none)."""

    id: str
    title: str
    area: str
    kind: Literal["rule", "check", "sources"]


@lru_cache(maxsize=1)
def pages() -> tuple[Page, ...]:
    """Every page: the disagreements first, then the rules, then the checks, in their order."""
    rules = (Page(rule.id, title(rule.id), rule.area.value, "rule") for rule in RULES)
    checks = (Page(check.id, title(check.id), "", "check") for check in CHECKS)
    return (Page(DISAGREEMENTS, _("Where sources disagree"), "", "sources"), *rules, *checks)


def title(name: str) -> str:
    """The title of a rule or check for every manifest, in one line."""
    return general_title(prose.page(name, catalogue.language()).head)


def markdown(name: str) -> str:
    """A page as Markdown, headings from the second level on. Raises StopIteration for an unknown id."""
    if name == DISAGREEMENTS:
        lead = _(
            "Documents, translations and source code do not always agree. This page describes which source "
            "EdgeShift follows, and why."
        )
        return "\n".join([f"# {_('Where the sources disagree')}", "", lead, *disagreements("##")])
    found = next(page for page in pages() if page.id == name)
    prose_of = _FORM.sub(_case, f"\n{body(name)}".partition("\n## ")[2])
    lines = [f"# {found.title}", "", " · ".join(filter(None, (f"`{name}`", found.area))), "", f"## {prose_of}"]
    notes = sources.rule_sources(name)
    if notes:
        lines += ["", f"## {_('Sources')}", "", *(line for note in notes for line in (*_note(note), ""))]
    return "\n".join(lines)


def body(name: str, deeper: int = 0) -> str:
    """The prose of a rule or check below its title, for every manifest, as Markdown; `deeper` shifts headings."""
    language = catalogue.language()
    below = prose.source(name, language).partition("\n")[2].lstrip("\n")
    text = general(below.removeprefix(prose.page(name, language).head.text))
    return re.sub(r"^(#+) ", rf"{'#' * deeper}\1 ", text, flags=re.MULTILINE).strip("\n")


def _case(match: re.Match[str]) -> str:
    """The condition of a variant of a paragraph, for a reader."""
    words_of = match[1].lstrip("+= ").split()
    leads = {"+": _("Also, where it is {case}:"), "=": _("After the answer {case}:")}
    lead = leads.get(match[1][0], _("Where it is {case}:"))
    return f"**{lead.format(case=_(' or ').join(word.replace('-', ' ') for word in words_of))}**\n"


def disagreements(heading: str) -> Iterator[str]:
    """Every place where sources differ, with our reading and why."""
    for note in sources.all_sources().values():
        if note.disagreement:
            yield from ("", f"{heading} {note.id}: {note.document}, {note.section}", "", note.says, "")
            yield f"**{_('They differ:')}** {note.disagreement}"
            yield ""
            yield f"**{_('Our reading:')}** {note.reading} {note.why}".rstrip()


def html(name: str) -> str:
    """A page as safe HTML; its texts come from our own resources only."""
    return to_html(markdown(name))


def of_finding(finding: Finding) -> str:
    """The page of a rule or check filled in with the facts of one finding (masked where need be), as safe HTML."""
    found = next((page for page in pages() if page.id == finding.rule), None)
    area = "" if found is None else found.area
    notes = sources.rule_sources(finding.rule)
    lines = [f"## {_('Sources')}", "", *(line for note in notes for line in (*_note(note), ""))] if notes else []
    origin = to_html("\n".join(lines))
    lead = " · ".join(filter(None, (f"<code>{escape(finding.rule)}</code>", area)))
    title = f"<h1>{escape(explanations.title(finding))}</h1><p>{lead}</p>"
    return title + explanations.explanation_html(finding) + origin


@lru_cache(maxsize=512)
def plain(name: str) -> str:
    """All words of a page and its id, folded for searching."""
    return f"{name}\n{markdown(name)}".casefold()


def _note(note: SourceNote) -> Iterator[str]:
    grades = {
        "documentation": _("documentation"),
        "code": _("source code of the edge agent"),
        "inference": _("our inference"),
    }
    yield f"- **{note.id}** {note.document}, {note.section} ({grades[note.grade]}): {note.says}"
    if note.disagreement:
        yield ""
        yield f"  {_('They differ:')} {note.disagreement} {_('Our reading:')} {note.reading} {note.why}".rstrip()
