"""What the device sets for its edge agent."""

from __future__ import annotations

from dataclasses import dataclass

from core.docker import profiles
from core.docker.profiles import Profile
from core.model.device import Device


@dataclass(frozen=True, slots=True)
class Settings:
    """What the device sets for its agent; a manifest cannot change it.

    `storage_class` None means unset, and then no claim is made; an empty text counts as set. `claim_mebibytes` is the
    size of every claim. `device` and `hub` represent names that are known on the device only.
    The values for Azure Stack Edge are partly inference (reference section 12): LoadBalancer and the extensions are
    seen on devices, storage class and claim size are not documented.
    """

    profile: Profile
    service_type: str = "LoadBalancer"
    storage_class: str | None = ""
    claim_mebibytes: int | None = 1024
    source_is_volume: bool = True
    extensions: bool = True
    run_as_non_root: bool = False
    namespace: str = "iotedge"
    device: str = "your-device"
    hub: str = "your-hub.azure-devices.net"


def settings_for(device: Device) -> Settings:
    """The settings that Azure Stack Edge is assumed to make, with the agent that the operator chose."""
    return Settings(profiles.of(device))
