"""Two mounts whose volume names become equal: one shows what the other names."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

CODES = ("merged-volume",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from told.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="volume-merged",
    area=Area.STORAGE,
    source=("AGT-1", "AGT-5.3"),
    covers=("volume-name-clash",),
    run=run,
)
