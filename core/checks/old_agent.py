"""What the agent of this device does not read yet, although later ones do."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("old-agent-option", "equals-in-value")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from reported.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="old-agent",
    area=Area.RUNTIME,
    source=("AGT-1",),
    covers=("host-network", "ipc-mode", "pid-mode", "service-exposure", "exposed-outside"),
    run=run,
)
