"""Limits of memory and CPU that Docker refuses, or that exceed the VM."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Json, Verdict
from core.docker import memory_limits
from core.docker.memory_limits import NANO
from core.manifest.manifest import Manifest
from core.model.device_models import vm_size
from core.targets.linux_vm import Container, VmPreview

GIB = 1024**3


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each limit that is too small or below its reservation, and for sums above the VM."""
    size = vm_size(device.vm_size)
    cpus_there = 0 if size is None else size.cpus
    for container in preview.modules:
        for key, variant in memory_limits.faults(container.module, cpus_there):
            verdict = Verdict.NOTE if variant == "equal" else Verdict.BLOCK
            more: dict[str, Json] = {} if size is None else {"there": size.cpus, "size": size.key}
            yield from _finding(container, key, variant, verdict, **(more if variant == "more-cpus" else {}))
    if size is None or not size.cpus:
        return
    running = [container for container in preview.modules if not container.stopped]
    memory = sum(container.memory or 0 for container in running) / GIB
    cpus = sum(container.cpus or 0 for container in running) / NANO
    if memory > size.memory:
        facts = {"asked": round(memory, 1), "there": size.memory, "size": size.key}
        yield CHECK.finding("", "memory", "", Verdict.MANUAL, variant="sum", **facts)
    if cpus > size.cpus:
        facts = {"asked": round(cpus, 1), "there": size.cpus, "size": size.key}
        yield CHECK.finding("", "cpus", "", Verdict.MANUAL, variant="cpus", **facts)


def _finding(container: Container, key: str, variant: str, verdict: Verdict, **facts: Json) -> Findings:
    place = container.module.find("HostConfig", key)
    if place is not None:
        facts = {"key": key, "value": place.value, "variant": variant, **facts}
        yield CHECK.finding(container.module, key, place.pointer, verdict, **facts)


CHECK = Check(id="vm-memory", area=Area.RESOURCES, source=("V-R5", "V-R6"), run=run, targets=LINUX_VM)
