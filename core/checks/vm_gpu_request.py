"""A request for GPUs that Docker refuses, or that reaches no driver."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import LINUX_VM, Area, Check, Device, Finding, Verdict
from core.docker import accelerators, placeholders
from core.manifest.manifest import Manifest, member, text_of
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Iterator[Finding]:
    """Yields one finding for each request with ids and a count, or with a flat list of capabilities."""
    for module in manifest.modules:
        for place in module.list_at("HostConfig", "DeviceRequests"):
            if not accelerators.requests_gpu(place.value):
                continue
            ids, count, able = (member(place.value, key) for key in ("DeviceIDs", "Count", "Capabilities"))
            driver = text_of(place.value, "Driver")
            if driver.lower() not in ("", "nvidia", "cdi") and not placeholders.is_left(driver):
                yield CHECK.finding(
                    module, f"driver {driver}", place.pointer, Verdict.BLOCK, driver=driver, variant="driver"
                )
            if ids and count not in (None, 0):
                yield CHECK.finding(module, "DeviceRequests", place.pointer, Verdict.BLOCK, variant="both")
            if not isinstance(able, list) or not able or not all(isinstance(entry, list) for entry in able):
                yield CHECK.finding(module, "DeviceRequests", place.pointer, Verdict.BLOCK)


CHECK = Check(id="vm-gpu-request", area=Area.RESOURCES, source=("V-R2",), run=run, targets=LINUX_VM)
