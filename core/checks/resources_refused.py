"""Amounts of CPU, memory or devices that the agent or Kubernetes refuses."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = (
    "quantity",
    "resource-name",
    "resource-negative",
    "resource-whole",
    "resource-limit",
    "resource-equal",
    "request-over-limit",
    "resource-alone",
)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="resources-refused",
    area=Area.RESOURCES,
    source=("AGT-9-quantities", "AGT-2"),
    covers=("invalid-quantity", "gpu-count", "section-volume"),
    run=run,
)
