"""Findings of all rules."""

from __future__ import annotations

from core.docker import deployed
from core.docker.written_for import source_of
from core.manifest.manifest import Manifest
from core.migration.guard import guarded
from core.model.device import Device
from core.model.findings import Finding, finding_id
from core.rules import RULES


def detect(manifest: Manifest, device: Device) -> tuple[Finding, ...]:
    """All findings in rule order; a subject that repeats within a rule and module gets `~2`, `~3` and so on.

    Findings depend on manifest and device alone, and neither ever changes: they are detected once and kept.
    """
    asked = (RULES, device)
    if asked not in manifest.memo:
        manifest.memo[asked] = guarded(manifest, device, _detect(manifest, device))
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
    if not running:
        return tuple(found)
    gone = {finding.id for finding in found if finding.module in running}
    before = -1
    while gone and len(gone) > before:
        before = len(gone)
        gone |= {finding.id for finding in found if not gone.isdisjoint(finding.depends)}
    return tuple(finding for finding in found if finding.id not in gone)
