"""Claims that are refused, or that the pod cannot find."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

REFUSED = ("claim-label", "claim-name", "claim-size")
LOST = ("claim-differs", "claim-missing")


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each claim; a module whose claim is not found waits indefinitely."""
    yield from reported.refusals(CHECK.id, preview, REFUSED)
    yield from reported.refusals(CHECK.id, preview, LOST, Verdict.MANUAL)


CHECK = Check(
    id="claim-refused",
    area=Area.STORAGE,
    source=("AGT-5.4", "AGT-5.4-names"),
    run=run,
)
