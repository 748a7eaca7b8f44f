"""Claims without a share of their name on the device."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import storage
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each mount; only a note if the shares of the device are not given."""
    known = {name.lower() for name in device.share_names()}
    for workload in preview.modules:
        for mount in storage.mounts(workload.module) if workload.uses else ():
            named = mount.kind == "volume" and mount.source and not mount.unfilled
            if named and mount.source.lower() not in known:
                yield CHECK.finding(
                    workload.module,
                    mount.target or mount.source,
                    mount.pointer,
                    Verdict.MANUAL if known else Verdict.NOTE,
                    share=mount.source,
                    target=mount.target,
                    variant="" if known else "no-list",
                )


CHECK = Check(
    id="share-missing",
    area=Area.STORAGE,
    source=("S10", "DEV-3"),
    run=run,
)
