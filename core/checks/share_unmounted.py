"""Shares that modules use and that the device does not use with Edge compute."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import storage
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each mount of such a share."""
    idle = {share.name.lower(): share.name for share in device.shares if share.mounted is False}
    for workload in preview.modules if idle else ():
        for mount in storage.mounts(workload.module):
            share = idle.get(mount.source.lower())
            if mount.kind == "volume" and share is not None:
                yield CHECK.finding(
                    workload.module,
                    mount.target or mount.source,
                    mount.pointer,
                    Verdict.MANUAL,
                    share=share,
                    target=mount.target,
                )


CHECK = Check(id="share-unmounted", area=Area.STORAGE, source=("DEV-3",), run=run)
