"""Volumes without a source that is known: an empty folder, new with every start."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

CODES = ("no-source",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from told.drops(CHECK.id, preview, CODES, Verdict.BLOCK)


CHECK = Check(
    id="volume-empty",
    area=Area.STORAGE,
    source=("AGT-9-volumes", "K8S"),
    covers=("section-volume",),
    run=run,
)
