"""A request for GPUs that Docker refuses, or that reaches no driver."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker import accelerators
from core.manifest.manifest import Manifest, text_of
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each request with ids and a count, or with a flat list of capabilities."""
    for module in manifest.modules:
        for place in module.list_at("HostConfig", "DeviceRequests"):
            for fault in accelerators.request_faults(place.value):
                driver = text_of(place.value, "Driver")
                subject = f"driver {driver}" if fault == "driver" else "DeviceRequests"
                yield CHECK.finding(module, subject, place.pointer, Verdict.BLOCK, driver=driver, variant=fault)


CHECK = Check(id="vm-gpu-request", area=Area.RESOURCES, source=("V-R2",), run=run, targets=LINUX_VM)
