"""Modules whose names become one name."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("name-clash",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="name-clash",
    area=Area.NAMING,
    source=("AGT-7", "AGT-2"),
    covers=("module-name",),
    run=run,
)
