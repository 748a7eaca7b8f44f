"""A mount point of a share that the device does not have."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each module and share, if the shares of the device are given."""
    shares = set(device.share_names())
    for module, mount in preview.mounts:
        if mount.kind == "share" and shares and mount.share not in shares:
            yield CHECK.finding(
                module,
                mount.target,
                mount.pointer,
                Verdict.MANUAL,
                share=mount.share,
                path=mount.source,
                variant="" if mount.share else "root",
            )


CHECK = Check(
    id="vm-mount-point-unknown",
    area=Area.STORAGE,
    source=("V-S1",),
    run=run,
    targets=LINUX_VM,
)
