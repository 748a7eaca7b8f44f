"""Places that a template fills in later, so that nobody can judge them here."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

CODES = ("placeholder",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from told.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="placeholder-left",
    area=Area.RUNTIME,
    source=("MAN-4",),
    covers=("unjudged",),
    run=run,
)
