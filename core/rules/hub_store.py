"""edgeHub without persistent storage: messages that wait for the cloud are lost when its pod moves."""

from __future__ import annotations

from core.docker import facts, volumes
from core.manifest.manifest import Kind, Manifest
from core.rules.base import Area, Device, Findings, Rule, Verdict

NAME = "edgeHub"


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding if edgeHub is in the file with neither a bind, a mount nor a volume."""
    hub = manifest.module(NAME)
    if hub is None or hub.kind is not Kind.SYSTEM or hub.unjudged:
        return
    if not facts.has_storage(hub) and not any(volumes.mounted(hub)):
        yield RULE.finding(hub, "store", hub.pointer, Verdict.NOTE)


RULE = Rule(id="hub-store", area=Area.STORAGE, source=("DEV-storage",), detect=detect, advice=True)
