"""Findings of all rules."""

from __future__ import annotations

from collections.abc import Iterable

from core.docker import deployed
from core.docker.written_for import source_of
from core.manifest.manifest import Manifest
from core.migration.guard import guarded
from core.model.device import Device
from core.model.findings import Finding, numbered
from core.rules import BY_ID, RULES
from core.rules.base import Rule

_FIRST = tuple(rule for rule in RULES if rule.first_answers)


def detect(manifest: Manifest, device: Device) -> tuple[Finding, ...]:
    """All findings in rule order, those of each rule numbered.

    Findings depend on manifest and device only, which never change: they are detected once and cached.
    """
    asked = (RULES, device)
    if asked not in manifest.memo:
        manifest.memo[asked] = guarded(manifest, device, _detect(manifest, device, RULES))
    found: tuple[Finding, ...] = manifest.memo[asked]
    return found


def detect_first(manifest: Manifest, device: Device) -> tuple[Finding, ...]:
    """The findings of the rules that have a first answer, as `detect` has them, without the time of the others."""
    if (RULES, device) in manifest.memo:
        return tuple(finding for finding in detect(manifest, device) if BY_ID[finding.rule].first_answers)
    return _detect(manifest, device, _FIRST)


def _detect(manifest: Manifest, device: Device, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    source = source_of(manifest, device)
    for rule in rules:
        if device.platform not in rule.targets or source not in rule.sources:
            continue
        found += numbered(rule.detect(manifest, device))
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
