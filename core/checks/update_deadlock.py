"""Rolling updates that never end, because the new copy waits for a resource of the old one."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import updates
from core.docker.facts import GPU
from core.manifest.manifest import Manifest
from core.targets.kubernetes.amounts import limit
from core.targets.kubernetes.model import ModulePreview, Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each rolled module with the host network, or with the only GPUs."""
    total = sum(limit(workload, GPU) for workload in preview.modules)
    for workload in preview.modules:
        strategy = workload.deployment.body["spec"].get("strategy")
        if updates.form(strategy) in ("sound", "refused"):
            continue
        variant = _variant(workload, device.gpus, int(total))
        if variant:
            yield CHECK.finding(
                workload.module,
                "strategy",
                workload.deployment.source("/spec/strategy"),
                Verdict.MANUAL,
                gpus=device.gpus,
                count=int(limit(workload, GPU)),
                variant=variant,
            )


def _variant(workload: ModulePreview, gpus: int, total: int) -> str:
    if workload.pod.get("hostNetwork"):
        return "network"
    count = limit(workload, GPU)
    return "gpu" if count and total + count > gpus else ""


CHECK = Check(
    id="update-deadlock",
    area=Area.RUNTIME,
    source=("O1",),
    run=run,
)
