"""Modules whose state the agent looks up under another name than that of their pod."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import names
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each name that the agent cleans differently for volumes, as it looks up pods."""
    for workload in preview.modules:
        looked_up = names.volume_name(workload.name)
        if workload.name and looked_up != workload.name and workload.name.strip("-.") == workload.name:
            yield CHECK.finding(
                workload.module,
                "status",
                workload.module.pointer,
                Verdict.NOTE,
                name=workload.name,
                looked_up=looked_up,
            )


CHECK = Check(id="status-hidden", area=Area.NAMING, source=("AGT-7",), run=run)
