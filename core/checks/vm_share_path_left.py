"""A path of the old device's shares: Docker creates an empty folder, or does not start the module."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker import storage
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each bind or mount below the old root of shares."""
    for module, mount in preview.mounts:
        if storage.below_share_root(mount.source) and not storage.unfilled(module, mount.pointer):
            yield CHECK.finding(
                module,
                mount.target,
                mount.pointer,
                Verdict.BLOCK,
                path=mount.source,
                target=mount.target,
                variant="" if mount.from_binds else "mount",
            )


CHECK = Check(
    id="vm-share-path-left",
    area=Area.STORAGE,
    source=("V-S1",),
    run=run,
    targets=LINUX_VM,
)
