"""Variables whose value never reaches the module."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("agent-variable", "hidden-variable", "no-equals")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from reported.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="variable-hidden",
    area=Area.RUNTIME,
    source=("AGT-6", "O8"),
    covers=("agent-variable", "env-entry"),
    run=run,
)
