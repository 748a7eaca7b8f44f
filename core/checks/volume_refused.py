"""Volumes that Kubernetes refuses: given twice, badly named, without what they need."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding

CODES = ("volume-twice", "volume-name", "volume-sources", "volume-field", "volume-medium")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from told.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="volume-refused",
    area=Area.STORAGE,
    source=("AGT-5.3", "K8S", "AGT-2"),
    covers=("volume-name-clash", "section-volume", "host-path-bind"),
    run=run,
)
