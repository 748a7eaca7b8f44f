"""Labels of which the agent cannot make an annotation."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding

CODES = ("label-key", "label-twice", "annotation", "annotation-value")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from told.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="annotation-refused",
    area=Area.RUNTIME,
    source=("AGT-5.3", "AGT-7", "AGT-2"),
    covers=("label-refused",),
    run=run,
)
