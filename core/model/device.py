"""The target device, to which the modules are deployed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from core.model.base import Frozen, Many, at_most

Platform = Literal["kubernetes", "linux-vm"]
"""What runs IoT Edge on the target device: its managed Kubernetes service, or a Linux virtual machine on it."""
Source = Literal["docker", "kubernetes"]
"""What a manifest was written for: Docker, as on the FPGA device, or the Kubernetes of the GPU device."""
LEFT_OUT = ("platform", "vm_size")
"""Fields that files leave out at their defaults, so that those of the Kubernetes path stay as they always were."""


class Share(Frozen):
    """A share of the target device. `kind` says whether data leave the site (`cloud`) or stay (`local`)."""

    name: str
    protocol: Literal["smb", "nfs"] = "smb"
    kind: Literal["cloud", "local"] | None = None
    mounted: bool | None = None


class Device(Frozen):
    """Describes the device to which the modules are deployed. `model` is a key of resources/devices.toml.

    `gpus` are those that Kubernetes may use (without those of VMs); `addresses` the free external service addresses,
    None if unknown; `profile` the generation of the Kubernetes edge agent. `platform` is the runtime, `vm_size` the
    size of the virtual machine, empty if unknown.
    """

    model: str = "pro-gpu-1"
    gpus: int = Field(default=1, ge=0, le=16)
    shares: Annotated[Many[Share], at_most(1_000)] = ()
    proxy: str | None = None
    addresses: int | None = Field(default=None, ge=0)
    profile: Literal["beta8", "beta12", "beta15"] = "beta15"
    platform: Platform = "kubernetes"
    vm_size: str = ""

    def left_out(self) -> set[str]:
        """The fields that a file omits for this device because they have their default values."""
        return {name for name in LEFT_OUT if getattr(self, name) == type(self).model_fields[name].default}

    def share_names(self) -> tuple[str, ...]:
        """The names of the shares in the order in which the operator listed them."""
        return tuple(share.name for share in self.shares)
