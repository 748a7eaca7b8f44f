"""Modules that share the first GPU while another is idle."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.model.device_models import vm_gpus
from core.targets.linux_vm import Container, VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each module after the first on a GPU, while the VM has one that no module uses."""
    there = vm_gpus(device)
    users: dict[int, list[tuple[Container, str]]] = {number: [] for number in range(there)}
    for container in preview.modules:
        for request in container.gpus:
            for number in request.uses(there):
                users.setdefault(number, []).append((container, request.pointer))
    idle = [number for number in range(there) if not users[number]]
    for number, found in users.items() if idle else ():
        for container, pointer in found[1:]:
            yield CHECK.finding(
                container.module,
                f"gpu {number}",
                pointer,
                Verdict.MANUAL,
                gpu=number,
                first=found[0][0].module.name,
                idle=idle[0],
            )


CHECK = Check(id="vm-gpu-idle", area=Area.RESOURCES, source=("V-R3",), run=run, targets=LINUX_VM)
