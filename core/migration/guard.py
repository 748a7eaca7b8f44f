"""A change by default must not turn a deployment that is accepted into one that is refused: it is asked instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from core.checks import CHECKS
from core.manifest import edit, write
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.manifest.read import read_again
from core.migration import answers as settle
from core.migration.changes import changes_of, kept_containers
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.rules import BY_ID
from core.targets.registry import target_of


def guarded(manifest: Manifest, device: Device, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, with a question in place of each change that brings something refused into effect.

    Costs two migrations where a rule has such a change, and nothing elsewhere.
    """
    risky = [finding for finding in found if finding.verdict is Verdict.AUTO and BY_ID[finding.rule].asked is not None]
    if not risky:
        return found
    places: dict[str, list[str]] = {}
    for finding in risky:
        places.setdefault(finding.pointer, []).append(finding.id)
    found = tuple(_depending(finding, places) for finding in found)
    names = {finding.id for finding in risky}
    blocks = _blocks(manifest, device, found)
    left = [finding for finding in found if finding.id not in names]
    new = {module for module, _check in blocks - _blocks(manifest, device, left)} if blocks else set()
    return tuple(_asked(each) if each.id in names and new & {each.module, ""} else each for each in found)


def _depending(finding: Finding, risky: Mapping[str, Sequence[str]]) -> Finding:
    """The finding; where it is about what one of these brings into effect, it rests if that one changes nothing.

    `risky` has the ids of those by their pointer.
    """
    above: list[str] = []
    place = finding.pointer
    while place:
        place = ptr.parent(place)
        above += risky.get(place, ())
    return replace(finding, depends=(*finding.depends, *above)) if above else finding


def _asked(finding: Finding) -> Finding:
    asked = BY_ID[finding.rule].asked
    assert asked is not None
    return asked(finding)


def _blocks(manifest: Manifest, device: Device, found: Iterable[Finding]) -> set[tuple[str, str]]:
    """Module (of the original) and check of every block on the result of these findings' defaults."""
    findings = tuple(found)
    changes = changes_of(manifest, findings, settle.resolve(findings, Decisions()).answers)
    sorted_changes, _clashes = edit.sort(change for change in changes if change.pointer.startswith(manifest.root))
    plan = edit.plan(manifest.tree, sorted_changes, kept_containers(manifest), [])
    result = read_again(manifest, manifest.source.encode(write.text(manifest, plan, {})))
    shown = target_of(device).preview(result, device)
    names = {plan.moved(module.pointer).rpartition("/")[2]: module.name for module in manifest.modules}
    return {
        (names.get(finding.module, finding.module), check.id)
        for check in CHECKS
        if device.platform in check.targets
        for finding in check.run(result, device, shown)
        if finding.verdict is Verdict.BLOCK
    }
