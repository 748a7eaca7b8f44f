"""The generations of the Kubernetes edge agent in one table: what differs between them is asked here, never by name.

Source: kubernetes-edge-agent reference sections 1, 1a and 1b. A profile is what its preview tag does, not the mainline
release of that time: 1.0.10 takes the image of edgeAgent from the manifest, edge-on-k8s-public-preview-beta8 does not;
1.0.10.4 leaves a RuntimeLogLevel of the manifest alone, edge-on-k8s-public-preview-beta12 does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.docker import options_table
from core.docker.options import Place
from core.model.device import Device


@dataclass(frozen=True, slots=True)
class Profile:
    """What one generation of the agent does. Every flag is a difference listed in the reference.

    `any_case_options`: Cmd, Entrypoint and WorkingDir in any case, and an untyped option given twice throws.
    `one_volume_rule`: volumes, mounts and claims share one sanitiser that allows a leading digit.
    `merges_all_mounts`: mounts of every kind are grouped by volume name, not only those of type volume; a read-write
    claim wins over a bind of its name.
    `wants_whole_mounts`: a mount of any type without Type, Source or Target throws.
    `ports_need_protocol`: a port key such as `8085` is ignored.
    `orders_starts`: a module entry has a startupOrder, which must be a number, although it has no effect.
    `names_device`: EdgeDeviceHostName is set in every module, not only in edgeAgent and edgeHub.
    """

    id: str
    tag: str
    keeps_values_with_equals: bool
    respects_log_level: bool
    any_case_options: bool
    reads_service_options: bool
    ports_need_protocol: bool
    names_device: bool
    one_volume_rule: bool
    merges_all_mounts: bool
    wants_whole_mounts: bool
    cleans_secret_name: bool
    hub_label: bool
    gives_resources: bool
    orders_starts: bool

    def reads(self, key: str) -> bool:
        """Whether an option of HostConfig has an effect with this generation."""
        option = options_table.find(Place.HOST, key)
        return option is not None and option.read_in(self.id)


def _profile(id: str, *, current: bool, newest: bool) -> Profile:
    return Profile(
        id=id,
        tag=f"0.1.0-{id}",
        keeps_values_with_equals=current,
        respects_log_level=newest,
        any_case_options=current,
        reads_service_options=current,
        ports_need_protocol=not current,
        names_device=newest,
        one_volume_rule=newest,
        merges_all_mounts=newest,
        wants_whole_mounts=newest,
        cleans_secret_name=newest,
        hub_label=not current,
        gives_resources=current,
        orders_starts=newest,
    )


PROFILES: Mapping[str, Profile] = {
    profile.id: profile
    for profile in (
        _profile("beta8", current=False, newest=False),
        _profile("beta12", current=True, newest=False),
        _profile("beta15", current=True, newest=True),
    )
}


def of(device: Device) -> Profile:
    """The profile of the device's edge agent."""
    return PROFILES[device.profile]
