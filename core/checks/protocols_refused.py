"""A service with an external address that mixes protocols."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding

CODES = ("mixed-protocols",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from told.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="protocols-refused",
    area=Area.NETWORK,
    source=("N5", "AGT-8", "AGT-2"),
    covers=("mixed-protocols",),
    run=run,
)
