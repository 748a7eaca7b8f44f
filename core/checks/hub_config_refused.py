"""Desired properties of $edgeHub that edgeHub refuses."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("hub-member", "hub-version")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="hub-config-refused",
    area=Area.RUNTIME,
    source=("AGT-1b-hub",),
    covers=("hub-config",),
    run=run,
)
