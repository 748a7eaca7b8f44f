"""A second module on the network of the host, where the ports of its helper are taken."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each module after the first."""
    there = [workload for workload in preview.modules if workload.pod.get("hostNetwork")]
    for workload in there[1:]:
        place = workload.module.find("HostConfig", "NetworkMode")
        yield CHECK.finding(
            workload.module,
            "network",
            workload.module.pointer if place is None else place.pointer,
            Verdict.BLOCK,
            first=there[0].module.name,
        )


CHECK = Check(
    id="host-network-twice",
    area=Area.NETWORK,
    source=("N4", "AGT-8-sidecar"),
    run=run,
)
