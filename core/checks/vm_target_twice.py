"""Two mounts of a module at one path, for which Docker creates no container."""

from __future__ import annotations

from posixpath import normpath

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each further mount at a path; another check reports a mount without one."""
    for container in preview.modules:
        seen: set[str] = set()
        for mount in container.mounts:
            place = normpath(mount.target)
            if mount.target and place in seen:
                yield CHECK.finding(container.module, mount.target, mount.pointer, Verdict.BLOCK, target=mount.target)
            seen.add(place)


CHECK = Check(id="vm-target-twice", area=Area.STORAGE, source=("V-S3",), run=run, targets=LINUX_VM)
