"""Limits of memory and CPU that Docker refuses, or that exceed the VM."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import LINUX_VM, Area, Check, Device, Finding, Json, Verdict
from core.docker import quantities
from core.manifest.manifest import Manifest
from core.model.device_models import vm_size
from core.targets.linux_vm import Container, VmPreview

GIB, NANO = 1024**3, 10**9


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Iterator[Finding]:
    """Yields one finding for each limit that is too small or below its reservation, and for sums above the VM."""
    for container in preview.modules:
        for key, variant in _faults(container):
            yield from _finding(container, key, variant, Verdict.NOTE if variant == "equal" else Verdict.BLOCK)
    size = vm_size(device.vm_size)
    if size is None or not size.cpus:
        return
    for container in preview.modules:
        if (container.cpus or 0) > size.cpus * NANO:
            yield from _finding(container, "NanoCpus", "more-cpus", Verdict.BLOCK, there=size.cpus, size=size.key)
    running = [container for container in preview.modules if not container.stopped]
    memory = sum(container.memory or 0 for container in running) / GIB
    cpus = sum(container.cpus or 0 for container in running) / NANO
    if memory > size.memory:
        facts = {"asked": round(memory, 1), "there": size.memory, "size": size.key}
        yield CHECK.finding("", "memory", "", Verdict.MANUAL, variant="sum", **facts)
    if cpus > size.cpus:
        facts = {"asked": round(cpus, 1), "there": size.cpus, "size": size.key}
        yield CHECK.finding("", "cpus", "", Verdict.MANUAL, variant="cpus", **facts)


def _finding(container: Container, key: str, variant: str, verdict: Verdict, **facts: Json) -> Iterator[Finding]:
    place = container.module.find("HostConfig", key)
    if place is not None:
        facts = {"key": key, "value": place.value, "variant": variant, **facts}
        yield CHECK.finding(container.module, key, place.pointer, verdict, **facts)


def _faults(container: Container) -> Iterator[tuple[str, str]]:
    memory, reservation, swap = (_number(container, key) for key in ("Memory", "MemoryReservation", "MemorySwap"))
    if memory and memory < quantities.LEAST_MEMORY:
        yield "Memory", "small"
    if 0 < reservation < quantities.LEAST_MEMORY:
        yield "MemoryReservation", "small"
    elif 0 < memory < reservation:
        yield "MemoryReservation", ""
    elif 0 < memory == reservation:
        yield "MemoryReservation", "equal"
    if swap > 0 and memory <= 0:
        yield "MemorySwap", "swap-alone"
    elif 0 < swap < memory:
        yield "MemorySwap", "swap"


def _number(container: Container, key: str) -> int:
    value = container.module.get("HostConfig", key)
    return value if isinstance(value, int) and quantities.fits(value) else 0


CHECK = Check(id="vm-memory", area=Area.RESOURCES, source=("V-R5", "V-R6"), run=run, targets=LINUX_VM)
