"""Modules that use a port of the helper container in every pod."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import ports
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each container port; the host port that maps it causes no conflict."""
    for workload in preview.modules:
        for number, port in ports.on_helper(workload.module).items() if workload.module.has_options else ():
            known = number in ports.HELPER_PORTS
            verdict, variant = (Verdict.BLOCK, "") if known else (Verdict.MANUAL, "perhaps")
            yield CHECK.finding(workload.module, str(number), port.place.pointer, verdict, port=number, variant=variant)


CHECK = Check(
    id="helper-port",
    area=Area.NETWORK,
    source=("P4", "AGT-8-sidecar"),
    run=run,
)
