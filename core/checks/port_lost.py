"""A port that loses its number in the service to another one."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

CODES = ("lost-port",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from told.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="port-lost",
    area=Area.NETWORK,
    source=("AGT-8",),
    covers=("port-number-clash", "mixed-protocols"),
    run=run,
)
