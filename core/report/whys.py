"""Explanations, each reported once: why a finding matters, what was changed, and the sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model.findings import Finding
from core.model.states import Detail, State
from core.report.model import FindingFacts
from core.rulebook import sources
from core.rulebook.sources import SourceNote
from core.text import explanations
from core.text.catalogue import _

MOST_SOURCES = 2
"""The maximum number of sources; the decisive sources of a rule come first."""
_GENERAL = ("why", "change")
"""The roles with one text for all places of a kind, unless a fact makes them differ."""
_UNDECIDED = frozenset((State.NEEDS_YOU, State.MANUAL, State.ADVICE))
_CHANGES = frozenset((State.NEEDS_YOU, State.CONFIRM, State.CHANGED))


@dataclass(frozen=True, slots=True)
class Why:
    """One explanation for all places of the same kind, reported for `example` where the places differ.

    `headings` name the roles of `finding` that are reported; `sections` are the same as heading and safe HTML.
    """

    number: int
    rule: str
    area: str
    finding: Finding
    headings: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str], ...]
    sources: tuple[SourceNote, ...]
    conflicts: tuple[SourceNote, ...]
    modules: tuple[str, ...]
    example: str

    @property
    def anchor(self) -> str:
        """The anchor of links to it."""
        return f"why-{self.number}"


@dataclass(slots=True)
class _Group:
    finding: Finding
    area: str
    roles: dict[str, str]
    names: frozenset[str]
    number: int
    states: set[State] = field(default_factory=set)
    modules: dict[str, None] = field(default_factory=dict)
    varies: bool = False
    changed: bool = False


class Reasons:
    """Collects the explanations of a report and numbers them in the order in which they are first needed."""

    def __init__(self) -> None:
        self._groups: dict[tuple[object, ...], _Group] = {}

    def number(self, finding: Finding, facts: FindingFacts, module: str, changed: bool) -> int:
        """The number under which this finding is explained; `changed` says that it changes the manifest."""
        if facts.state is not State.NEEDS_YOU:
            finding = explanations.answered(finding, facts.answer)
        tags = finding.facts.get("tags")
        variant, answer = finding.facts.get("variant"), finding.facts.get("answer")
        key = (finding.rule, variant, answer, *(map(str, tags) if isinstance(tags, list) else ()))
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(
                finding,
                facts.area.value,
                explanations.roles(finding),
                explanations.facts_in(finding, *_GENERAL),
                len(self._groups) + 1,
            )
        group.varies = group.varies or _differs(finding, group)
        if facts.detail is not Detail.ACCEPTED:
            group.states.add(facts.state)
            group.changed = group.changed or changed
        group.modules[module] = None
        return group.number

    def explanations(self) -> tuple[Why, ...]:
        """All explanations."""
        return tuple(map(_why, self._groups.values()))


def _differs(finding: Finding, group: _Group) -> bool:
    """Whether the general texts are others than those of the group; equal facts are not put into words again."""
    if all(finding.facts.get(name) == group.finding.facts.get(name) for name in group.names):
        return False
    return any(explanations.role(finding, part) != group.roles.get(part, "") for part in _GENERAL)


def _why(group: _Group) -> Why:
    headings = tuple((heading, role) for heading, role in _headings(group) if role in group.roles)
    return Why(
        number=group.number,
        rule=group.finding.rule,
        area=group.area,
        finding=group.finding,
        headings=headings,
        sections=tuple((heading, group.roles[role]) for heading, role in headings),
        sources=sources.sources(group.finding, MOST_SOURCES),
        conflicts=() if group.states <= {State.ADVICE} else _conflicts(group.finding),
        modules=tuple(filter(None, group.modules)),
        example=next(iter(group.modules), "") if group.varies else "",
    )


def _headings(group: _Group) -> Iterator[tuple[str, str]]:
    """Yields headings, without "if you change nothing" for what is decided."""
    yield _("Why it matters"), "why"
    if State.NEEDS_YOU in group.states:
        yield _("What changes"), "change"
    elif group.changed and group.states & _CHANGES:
        yield _("What was changed"), "change"
    if group.states & _UNDECIDED:
        yield _("If nothing is done"), "nothing"


def _conflicts(finding: Finding) -> tuple[SourceNote, ...]:
    """The decisive sources that another source contradicts, because only these led to the result."""
    return tuple(source for source in sources.sources(finding)[: MOST_SOURCES + 1] if source.disagreement)
