"""Names of variables that Kubernetes refuses."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding

CODES = ("variable-name",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from told.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="variable-refused",
    area=Area.RUNTIME,
    source=("O4", "AGT-6", "AGT-2"),
    covers=("env-name-colon", "env-name-refused"),
    run=run,
)
