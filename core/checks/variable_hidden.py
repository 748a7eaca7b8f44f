"""Variables whose value never reaches the module."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

CODES = ("agent-variable", "hidden-variable", "no-equals")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from told.drops(CHECK.id, preview, CODES, Verdict.NOTE)


CHECK = Check(
    id="variable-hidden",
    area=Area.RUNTIME,
    source=("AGT-6", "O8"),
    covers=("agent-variable", "env-entry"),
    run=run,
)
