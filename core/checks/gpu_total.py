"""More GPUs than the device has, so that some module never starts."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker.facts import GPU
from core.manifest.manifest import Manifest
from core.targets.kubernetes.amounts import limit
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for the deployment; stopped modules need no GPU."""
    asking = {workload.module.name: count for workload in preview.modules if (count := limit(workload, GPU))}
    total = sum(asking.values())
    if total > device.gpus:
        yield CHECK.finding("", "gpu", "", Verdict.BLOCK, total=int(total), gpus=device.gpus, modules=[*asking])


CHECK = Check(
    id="gpu-total",
    area=Area.RESOURCES,
    source=("R2", "AGT-9-quantities"),
    run=run,
)
