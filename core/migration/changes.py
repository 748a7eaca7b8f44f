"""Changes that follow from answers to findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.changes import Change
from core.model.findings import Finding
from core.rules import RULES


def changes_of(manifest: Manifest, findings: Iterable[Finding], answers: Mapping[str, Json]) -> list[Change]:
    """What the rules change for these answers, in the order of the findings."""
    by_id = {rule.id: rule for rule in RULES}
    return [
        change
        for finding in findings
        if finding.id in answers
        for change in by_id[finding.rule].apply(manifest, finding, answers)
    ]


def kept_containers(manifest: Manifest) -> set[str]:
    """Containers that stay when emptied: removing them would say more than any finding said."""
    return {place for module in manifest.modules for place in (module.pointer, module.options_pointer)}
