"""Findings of all rules, and the changes that follow from answers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.docker import deployed
from core.docker.written_for import source_of
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Finding, finding_id
from core.rules import RULES


def detect(manifest: Manifest, device: Device) -> tuple[Finding, ...]:
    """All findings in rule order; a subject that repeats within a rule and module gets `~2`, `~3` and so on.

    Findings depend on manifest and device alone, and neither ever changes: they are detected once and kept.
    """
    asked = (RULES, device)
    if asked not in manifest.memo:
        manifest.memo[asked] = _detect(manifest, device)
    found: tuple[Finding, ...] = manifest.memo[asked]
    return found


def _detect(manifest: Manifest, device: Device) -> tuple[Finding, ...]:
    found: list[Finding] = []
    seen: dict[str, int] = {}
    source = source_of(manifest, device)
    for rule in RULES:
        if device.platform not in rule.targets or source not in rule.sources:
            continue
        for finding in rule.detect(manifest, device):
            name = finding_id(finding.rule, finding.module, finding.subject)  # .id would be remembered in the copy
            count = seen[name] = seen.get(name, 0) + 1
            found.append(finding if count == 1 else finding.model_copy(update={"rank": f"~{count}"}))
    return _without_running(found, deployed.unchanged(manifest))


def _without_running(found: list[Finding], running: frozenset[str]) -> tuple[Finding, ...]:
    """The findings but those of modules that run on the target device as they are, and those that depend on them."""
    gone = {finding.id for finding in found if finding.module in running}
    before = -1
    while gone and len(gone) > before:
        before = len(gone)
        gone |= {finding.id for finding in found if not gone.isdisjoint(finding.depends)}
    return tuple(finding for finding in found if finding.id not in gone)


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
