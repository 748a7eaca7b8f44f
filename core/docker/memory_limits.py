"""Limits of memory and CPU that Docker refuses, alone or beside each other.

Source: moby/moby, daemon/daemon_unix.go (verifyPlatformContainerResources); docker/docs, resource constraints.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import quantities
from core.manifest.manifest import Module

NANO = 10**9


def faults(module: Module, cpus: int) -> Iterator[tuple[str, str]]:
    """Each option at fault and why, in a word; `cpus` are those of the machine, 0 where they are unknown.

    `equal` is a reservation that has no effect; Docker refuses all others.
    """
    memory, reservation, swap = (number(module, key) for key in ("Memory", "MemoryReservation", "MemorySwap"))
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
    if 0 < cpus * NANO < number(module, "NanoCpus"):
        yield "NanoCpus", "more-cpus"


def number(module: Module, key: str) -> int:
    """The number of an option of `HostConfig`; 0 where it has none that Docker reads."""
    value = module.get("HostConfig", key)
    return value if isinstance(value, int) and quantities.fits(value) else 0
