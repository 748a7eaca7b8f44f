"""Device models: what a device of each model offers to workloads."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.model.device import Device


@dataclass(frozen=True, slots=True)
class Preset:
    """A device model. `memory` and `worker_memory` in GiB, usable by workloads and given to Kubernetes by default.

    `share_space` is what is usable for shares, as text; empty where the vendor's pages give several or none.

    Source: the vendor's technical specification pages and the Kubernetes overview (azure-docs, databox-online).
    """

    key: str
    name: str
    gpus: int
    gpu: str
    cpus: int
    memory: int
    worker_cpus: int
    worker_memory: int
    share_space: str = ""


@dataclass(frozen=True, slots=True)
class VmSize:
    """A size of virtual machines on the device. `memory` in GiB; CPUs and memory are 0 for a custom size.

    Source: azure-docs, databox-online, supported VM sizes and custom sizes.
    """

    key: str
    cpus: int
    memory: float
    gpus: int
    gpu: str

    def fits(self, model: Preset) -> bool:
        """Whether a device of this model can run a VM of this size: same kind of GPU, enough GPUs, CPUs and memory."""
        gpus = self.gpus == 0 or (self.gpu == model.gpu and (self.cpus == 0 or self.gpus <= model.gpus))
        return gpus and self.cpus <= model.cpus and self.memory <= model.memory


_VM_SIZES = "vm-sizes"


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((files("resources") / "devices.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def vm_sizes() -> tuple[VmSize, ...]:
    """All sizes of virtual machines, those with a GPU first."""
    return tuple(VmSize(key, **entry) for key, entry in _data()[_VM_SIZES].items())


def vm_size(key: str) -> VmSize | None:
    """The size of this name; None for an unknown or empty name."""
    return next((size for size in vm_sizes() if size.key == key), None)


def vm_gpus(device: Device) -> int:
    """The number of GPUs of the VM: those of its size, or those of the device if no size is specified."""
    size = vm_size(device.vm_size)
    return device.gpus if size is None else min(size.gpus, device.gpus)


def sizes_for(model: str) -> tuple[str, ...]:
    """The names of the sizes that a device of this model can run; all sizes for an unknown model."""
    known = preset(model)
    return tuple(size.key for size in vm_sizes() if known is None or size.fits(known))


@lru_cache(maxsize=1)
def presets() -> tuple[Preset, ...]:
    """All device models, in the order they are offered."""
    return tuple(Preset(key, **entry) for key, entry in _data().items() if key != _VM_SIZES)


def preset(key: str) -> Preset | None:
    """The device model of this key; None for an unknown key."""
    return next((known for known in presets() if known.key == key), None)
