"""Volumes without a source that is known: an empty folder, new with every start."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("no-source",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from reported.drops(CHECK.id, preview, CODES, Verdict.BLOCK)


CHECK = Check(
    id="volume-empty",
    area=Area.STORAGE,
    source=("AGT-9-volumes", "K8S"),
    covers=("section-volume",),
    run=run,
)
