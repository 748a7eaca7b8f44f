"""How many services need an external address, and how many free addresses the device has."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for the deployment if any service is of type LoadBalancer."""
    asking = [
        workload.module.name
        for workload in preview.modules
        if workload.service is not None and workload.service.body["spec"]["type"] == "LoadBalancer"
    ]
    if asking:
        free = device.addresses
        short = free is not None and free < len(asking)
        yield CHECK.finding(
            "",
            "addresses",
            "",
            Verdict.MANUAL if short else Verdict.NOTE,
            needed=len(asking),
            free=free,
            modules=[*asking],
            variant="unknown" if free is None else "short" if short else "",
        )


CHECK = Check(
    id="addresses-needed",
    area=Area.NETWORK,
    source=("N6", "AGT-8-type"),
    run=run,
)
