"""Node selectors, security contexts and strategies that Kubernetes refuses."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = (
    "selector-key",
    "selector-value",
    "context-value",
    "strategy-type",
    "strategy-rolling",
    "strategy-value",
    "api-type",
)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="pod-refused",
    area=Area.RUNTIME,
    source=("AGT-9", "AGT-9-context", "AGT-9-selector", "AGT-2"),
    covers=("node-selector", "security-context", "rolling-update", "sysctls", "user-and-groups"),
    run=run,
)
