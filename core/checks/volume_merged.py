"""Two mounts whose volume names become equal: one shows what the other names."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("merged-volume",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from reported.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="volume-merged",
    area=Area.STORAGE,
    source=("AGT-1", "AGT-5.3"),
    covers=("volume-name-clash",),
    run=run,
)
