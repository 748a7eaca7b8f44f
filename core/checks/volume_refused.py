"""Volumes that Kubernetes refuses: given twice, badly named, without what they need."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("volume-twice", "volume-name", "volume-sources", "volume-field", "volume-medium")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="volume-refused",
    area=Area.STORAGE,
    source=("AGT-5.3", "K8S", "AGT-2"),
    covers=("volume-name-clash", "section-volume", "host-path-bind"),
    run=run,
)
