"""Modules that others call by name and that have no service, so that the name does not exist."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import host_references
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each module that is called."""
    for target, calls in host_references.references(manifest).items():
        workload = preview.module(target)
        callers = list(dict.fromkeys(call.owner for call in calls if call.owner != target))
        if workload is None or workload.service is not None or workload.unjudged or not callers:
            continue
        wanted = sorted({call.port for call in calls if call.port is not None})
        yield CHECK.finding(
            target,
            "service",
            workload.module.pointer,
            Verdict.MANUAL,
            module=target,
            callers=[*callers],
            ports=[*wanted],
            name=workload.name,
        )


CHECK = Check(
    id="no-service",
    area=Area.NETWORK,
    source=("N1", "AGT-8"),
    run=run,
)
