"""CPU and memory of all modules, compared with what the device gives Kubernetes by default."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker.quantities import LARGEST
from core.manifest.manifest import Manifest
from core.model.device_models import preset
from core.targets.kubernetes.amounts import requested, together
from core.targets.kubernetes.model import Preview

GIBI = 2**30


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each of CPU and memory that is exceeded; helpers count, stopped modules do not."""
    model = preset(device.model)
    if model is None:
        return
    for resource, limit in (("cpu", Fraction(model.worker_cpus)), ("memory", Fraction(model.worker_memory * GIBI))):
        written = {workload.module.name: requested(workload, resource) for workload in preview.modules}
        total = sum((together(each) * count for each, count in Counter(written.values()).items()), Fraction(0))
        if total > limit:
            largest = sorted(written, key=lambda name: -together(written[name]))[:3]
            yield CHECK.finding(
                "",
                resource,
                "",
                Verdict.MANUAL,
                total=_shown(total, resource),
                limit=_shown(limit, resource),
                modules=[*largest],
                variant=resource,
            )


def _shown(amount: Fraction, resource: str) -> str:
    """CPUs as they are, memory in GiB with one decimal."""
    shown = min(amount if resource == "cpu" else amount / GIBI, Fraction(LARGEST))
    return f"{float(shown):.1f}".removesuffix(".0")


CHECK = Check(
    id="worker-size",
    area=Area.RESOURCES,
    source=("DEV-2-worker", "R5"),
    run=run,
)
