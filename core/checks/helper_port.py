"""Modules that use a port of the helper container in every pod."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import ports
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview

PERHAPS = 8080
"""Known only from the chart of the preview."""


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each container port; the host port that maps it causes no conflict."""
    for workload in preview.modules:
        if not workload.module.options:
            continue
        seen: set[int] = set()
        for port in (*ports.bindings(workload.module), *ports.exposed(workload.module)):
            number = port.number
            if port.protocol == "tcp" and number in (*ports.HELPER_PORTS, PERHAPS) and number not in seen:
                seen.add(number)
                yield CHECK.finding(
                    workload.module,
                    str(number),
                    port.place.pointer,
                    Verdict.MANUAL if number == PERHAPS else Verdict.BLOCK,
                    port=number,
                    variant="perhaps" if number == PERHAPS else "",
                )


CHECK = Check(
    id="helper-port",
    area=Area.NETWORK,
    source=("P4", "AGT-8-sidecar"),
    run=run,
)
