"""The target device: where the modules go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from core.model.base import Frozen

if TYPE_CHECKING:
    pass


class Share(Frozen):
    """A share of the target device. `kind` tells whether data leave the site (`cloud`) or stay (`local`)."""

    name: str
    protocol: Literal["smb", "nfs"] = "smb"
    kind: Literal["cloud", "local"] | None = None
    mounted: bool | None = None


class Device(Frozen):
    """Where the modules go. `model` is a key of resources/devices.toml.

    `gpus` are those Kubernetes may use (VMs subtracted); `addresses` the free external service
    addresses, None when unknown; `profile` the generation of the Kubernetes edge agent.
    """

    model: str = "pro-gpu-1"
    gpus: int = Field(default=1, ge=0, le=16)
    shares: tuple[Share, ...] = ()
    proxy: str | None = None
    addresses: int | None = Field(default=None, ge=0)
    profile: Literal["beta8", "beta12", "beta15"] = "beta15"

    def share_names(self) -> tuple[str, ...]:
        """Names of the shares in the operator's order."""
        return tuple(share.name for share in self.shares)
