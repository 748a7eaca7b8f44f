"""A GPU that the VM does not have."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.model.device_models import vm_gpus, vm_size
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each request beyond the GPUs of the VM size, or of the device if no size is given."""
    size, there = vm_size(device.vm_size), vm_gpus(device)
    for container in preview.modules:
        for request in container.gpus:
            used = request.uses(there)
            if not there or any(number >= there for number in used):
                yield CHECK.finding(
                    container.module,
                    "gpu",
                    request.pointer,
                    Verdict.BLOCK,
                    gpus=there,
                    size="" if size is None else size.key,
                    variant="none" if not there else "",
                )


CHECK = Check(id="vm-gpu-missing", area=Area.RESOURCES, source=("V-R6", "V-R2"), run=run, targets=LINUX_VM)
