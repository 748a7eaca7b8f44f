"""Changes that follow from answers to findings."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.changes import Change, giving_up
from core.model.findings import Finding
from core.model.remembered import remembered
from core.rules import BY_ID

_OF_AGENT = ("runtime", "runtime/settings", "systemModules", "modules")
_OF_HUB = ("routes",)
"""The objects that the published schemas require in the desired properties of the edge agent and of the hub."""


def changes_of(manifest: Manifest, findings: Iterable[Finding], answers: Mapping[str, Json]) -> list[Change]:
    """The changes of the rules for these answers, in the order of the findings."""
    found: list[Change] = []
    for finding in findings:
        if finding.id in answers:
            rule = BY_ID[finding.rule]
            changes = rule.apply(manifest, finding, answers)
            found += giving_up(changes) if changes and rule.loses(finding, answers[finding.id]) else changes
    return found


def overruled(
    changes: Iterable[Change], findings: Iterable[Finding], answers: Mapping[str, Json], given: Container[str]
) -> set[str]:
    """The findings whose default changes only what an answer of the operator removes with everything around it.

    A new name of what is removed is such a change. What another finding adds there stays: it is not part of it.
    """
    gone = {change.pointer for change in changes if change.op == "remove" and change.finding in given}
    if not gone:
        return set()
    defaults = {finding.id: finding.default for finding in findings}
    inside: dict[str, bool] = {}
    for change in changes:
        outer = change.pointer if change.op == "rename" else ptr.parent(change.pointer)
        below = change.op not in ("add", "remove") and not gone.isdisjoint(ptr.upward(outer))
        inside[change.finding] = below and inside.get(change.finding, True)
    return {name for name, below in inside.items() if below and answers[name] == defaults[name]}


@remembered
def kept_containers(manifest: Manifest) -> frozenset[str]:
    """The containers that remain if they become empty: no finding asks to remove them, or the schemas require them."""
    own = [place for module in manifest.modules for place in (module.pointer, module.options_pointer)]
    sections = ((manifest.agent, _OF_AGENT), (manifest.hub, _OF_HUB))
    required = [f"{place.pointer}/{name}" for place, names in sections if place is not None for name in names]
    return frozenset((*own, *required))
