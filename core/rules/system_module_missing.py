"""A deployment without edgeAgent or edgeHub: it is refused, or what it does not list is removed from the device."""

from __future__ import annotations

from core.docker import entries
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding where no system modules are in the file, else one for each that it does not list."""
    for key, pointer in entries.not_listed(manifest):
        variant = "" if key == entries.SYSTEM_MODULES else key
        yield RULE.finding("", key, pointer, Verdict.MANUAL, key=key, variant=variant)


RULE = Rule(
    id=rule_ids.RUNTIME_MODULES,
    area=Area.RUNTIME,
    source=("AGT-2-system",),
    detect=detect,
    targets=EVERYWHERE,
    minutes=10,
)
