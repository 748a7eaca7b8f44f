"""What IoT Hub refuses: size of the twin, length of a text, keys, depth, numbers."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding

CODES = ("hub-size", "hub-string", "hub-key", "hub-depth", "hub-number")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each limit that is passed."""
    yield from told.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="twin-limits",
    area=Area.RUNTIME,
    source=("AGT-4",),
    covers=("refused-key", "long-options"),
    run=run,
)
