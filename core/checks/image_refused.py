"""Image references that the agent cannot read."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding

CODES = ("image-missing", "image-format")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from told.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="image-refused",
    area=Area.RUNTIME,
    source=("AGT-3",),
    covers=("image-reference",),
    run=run,
)
