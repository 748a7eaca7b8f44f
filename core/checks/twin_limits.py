"""What IoT Hub refuses: size of the twin, length of a text, keys, depth, numbers."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("hub-size", "hub-string", "hub-key", "hub-depth", "hub-number")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each limit that is passed."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="twin-limits",
    area=Area.RUNTIME,
    source=("AGT-4",),
    covers=("env-name-dot", "twin-in-module", "refused-key", "long-options"),
    run=run,
)
