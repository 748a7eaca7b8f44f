"""A volume of Docker with the name of a share, which is empty."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each mount of type volume with the name of a share of the device."""
    shares = {name.lower() for name in device.share_names()}
    for module, mount in preview.mounts:
        if mount.kind == "volume" and mount.source.lower() in shares:
            yield CHECK.finding(
                module,
                mount.target,
                mount.pointer,
                Verdict.MANUAL,
                share=mount.source,
                target=mount.target,
            )


CHECK = Check(
    id="vm-share-volume-left",
    area=Area.STORAGE,
    source=("V-S2",),
    run=run,
    targets=LINUX_VM,
)
