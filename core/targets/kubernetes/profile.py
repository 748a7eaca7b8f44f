"""Generations of the Kubernetes edge agent, and what the device sets for it: data, so that the mapping stays one code.

Source: kubernetes-edge-agent reference sections 1 and 1a (tags 1.0.10, 1.0.10.4, preview line beta13 to beta15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.model.device import Device


@dataclass(frozen=True, slots=True)
class Profile:
    """What one generation of the agent does. Every flag is a difference listed in the reference.

    `any_case_options`: Cmd, Entrypoint and WorkingDir in any case, and an untyped option given twice throws.
    `one_volume_rule`: volumes, mounts and claims share one sanitiser that allows a leading digit.
    `merges_all_mounts`: mounts of every kind are grouped by volume name, not only those of type volume.
    """

    id: str
    tag: str
    keeps_values_with_equals: bool
    respects_log_level: bool
    any_case_options: bool
    reads_ipc_mode: bool
    reads_network_mode: bool
    reads_pid_mode: bool
    reads_service_options: bool
    keeps_own_image: bool
    one_volume_rule: bool
    merges_all_mounts: bool
    cleans_secret_name: bool
    hub_label: bool
    gives_resources: bool


def _profile(id: str, tag: str, *, current: bool, newest: bool) -> Profile:
    return Profile(
        id=id,
        tag=tag,
        keeps_values_with_equals=current,
        respects_log_level=current,
        any_case_options=current,
        reads_ipc_mode=current,
        reads_network_mode=current,
        reads_pid_mode=newest,
        reads_service_options=current,
        keeps_own_image=current,
        one_volume_rule=newest,
        merges_all_mounts=newest,
        cleans_secret_name=newest,
        hub_label=not current,
        gives_resources=current,
    )


PROFILES: Mapping[str, Profile] = {
    "beta8": _profile("beta8", "0.1.0-beta8", current=False, newest=False),
    "beta12": _profile("beta12", "0.1.0-beta12", current=True, newest=False),
    "beta15": _profile("beta15", "0.1.0-beta15", current=True, newest=True),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the device sets for its agent; a manifest cannot change it.

    `storage_class` None means unset, and then no claim is made; an empty text counts as set. `claim_mebibytes` is the
    size of every claim. `device` and `hub` stand for names that are known on the device only.
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
    """What we take an Azure Stack Edge device to set, with the agent the operator chose."""
    return Settings(PROFILES[device.profile])
