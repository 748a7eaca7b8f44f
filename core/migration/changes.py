"""Changes that follow from answers to findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.changes import Change, giving_up
from core.model.findings import Finding
from core.rules import RULES


def changes_of(manifest: Manifest, findings: Iterable[Finding], answers: Mapping[str, Json]) -> list[Change]:
    """The changes of the rules for these answers, in the order of the findings."""
    by_id = {rule.id: rule for rule in RULES}
    found: list[Change] = []
    for finding in findings:
        if finding.id in answers:
            rule = by_id[finding.rule]
            changes = rule.apply(manifest, finding, answers)
            found += giving_up(changes) if changes and rule.loses(finding, answers[finding.id]) else changes
    return found


def kept_containers(manifest: Manifest) -> set[str]:
    """The containers that remain if they become empty: no finding asks for their removal."""
    return {place for module in manifest.modules for place in (module.pointer, module.options_pointer)}
