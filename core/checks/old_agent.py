"""What the agent of this device does not read yet, although later ones do."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

CODES = ("old-agent-option", "equals-in-value")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from told.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="old-agent",
    area=Area.RUNTIME,
    source=("AGT-1",),
    covers=("host-network", "ipc-mode", "pid-mode", "service-exposure", "exposed-outside"),
    run=run,
)
