"""No service for edgeHub: every module looks for it by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Kind, Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding, where edgeHub stands in the file and has no usable port."""
    made = preview.module("edgeHub")
    if made is None or made.module.kind is not Kind.SYSTEM or made.service is not None or made.unjudged:
        return
    if any(other.module.kind is Kind.CUSTOM for other in preview.modules):
        yield CHECK.finding("edgeHub", "service", made.module.pointer, Verdict.MANUAL, module="edgeHub")


CHECK = Check(
    id="hub-unreachable",
    area=Area.NETWORK,
    source=("AGT-8", "AGT-6"),
    covers=("hub-ports",),
    run=run,
)
