"""Places that a template fills in later, so that no one can judge them here."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("placeholder",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from reported.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="placeholder-left",
    area=Area.RUNTIME,
    source=("MAN-4",),
    covers=("unjudged",),
    run=run,
)
