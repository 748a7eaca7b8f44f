"""Ports that the agent cannot read and leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("port-key", "host-port")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from reported.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="port-ignored",
    area=Area.NETWORK,
    source=("AGT-8", "N8"),
    covers=("port-key", "host-port-value"),
    run=run,
)
