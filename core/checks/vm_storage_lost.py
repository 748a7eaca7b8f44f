"""Storage of the runtime without a folder of the VM, or on a share."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Kind, Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each storageFolder without a mount, or with one of a share."""
    for container in preview.modules:
        folder = container.variable.get("storageFolder")
        if container.module.kind is not Kind.SYSTEM or folder is None or not folder.value.startswith("/"):
            continue
        holding = [mount for mount in container.mounts if _holds(mount.target, folder.value)]
        if not holding:
            yield CHECK.finding(container.module, "storageFolder", folder.pointer, Verdict.MANUAL, folder=folder.value)
        for mount in holding:
            if mount.kind in ("share", "nfs"):
                facts = {"folder": folder.value, "variant": "share"}
                yield CHECK.finding(container.module, "storageFolder", mount.pointer, Verdict.MANUAL, **facts)


def _holds(outer: str, inner: str) -> bool:
    return f"{inner.rstrip('/')}/".startswith(f"{outer.rstrip('/')}/")


CHECK = Check(
    id="vm-storage-lost",
    area=Area.STORAGE,
    source=("V-S7",),
    run=run,
    targets=LINUX_VM,
)
