"""Docker's create options in one table: where each has its place, how the edge agent reads it, what replaces it.

Source: kubernetes-edge-agent reference sections 1b (types by generation), 5.1 and 5.2 (what is read, what has no
effect). Names match in any case; `k8s-experimental` alone has its exact spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.docker.types import (
    COUNT,
    POLICY,
    TEXT,
    TEXT_MAP,
    TEXTS,
    TRUTH,
    TRUTH_OR_NULL,
    WEIGHT,
    WHOLE,
    WHOLE_OR_NULL,
    Fault,
    ListOf,
    MapOf,
    Members,
    Type,
)
from core.manifest.manifest import Module, remembered
from core.manifest.manifest import Place as Member

GENERATIONS = ("beta8", "beta9", "beta10", "beta12", "beta13", "beta14", "beta15")
"""Preview tags of the edge agent that differ in what they read, in order."""
ALL, TYPED = GENERATIONS[0], "beta13"
"""Since when an option is typed: always, or from the tag on that reads most of HostConfig into classes."""


class Place(StrEnum):
    """Where an option stands in the create options."""

    TOP = "top"
    HOST = "HostConfig"


@dataclass(frozen=True, slots=True)
class Option:
    """One create option.

    `type` is how it is read from the tag `since` on, None where any value is taken. `used` says whether it has an
    effect on Kubernetes in any generation; `matters`, whether a module may depend on one that has none. `replacement`
    is a catalogue text.
    """

    name: str
    place: Place
    type: Type | None = None
    since: str = ALL
    used: bool = False
    matters: bool = False
    replacement: str = ""

    def typed_in(self, generation: str) -> bool:
        """Whether this generation of the agent reads the option into its type."""
        return self.type is not None and GENERATIONS.index(generation) >= GENERATIONS.index(self.since)


_RATES = ListOf(Members({"Path": TEXT, "Rate": COUNT}))
_BINDINGS = MapOf(ListOf(Members({"HostIp": TEXT, "HostPort": TEXT})))
_MOUNTS = ListOf(Members({"ReadOnly": TRUTH, "Source": TEXT, "Target": TEXT, "Type": TEXT}))
_DEVICES = ListOf(Members({"PathOnHost": TEXT, "PathInContainer": TEXT, "CgroupPermissions": TEXT}))
_HOST: Mapping[Type, str] = {
    WHOLE: "CpuRealtimePeriod CpuQuota CpuPeriod NanoCpus Memory CpuShares CpuRealtimeRuntime DiskQuota KernelMemory"
    " MemoryReservation MemorySwap CpuCount CpuPercent OomScoreAdj ShmSize",
    WEIGHT: "BlkioWeight",
    COUNT: "IOMaximumIOps IOMaximumBandwidth",
    WHOLE_OR_NULL: "MemorySwappiness PidsLimit",
    TRUTH: "AutoRemove PublishAllPorts ReadonlyRootfs",
    TRUTH_OR_NULL: "OomKillDisable Init",
    TEXT: "PidMode CgroupParent CpusetCpus CpusetMems Isolation Runtime ContainerIDFile VolumeDriver Cgroup UTSMode"
    " UsernsMode InitPath",
    TEXTS: "VolumesFrom CapAdd CapDrop Dns DnsOptions DnsSearch ExtraHosts Links SecurityOpt GroupAdd",
    TEXT_MAP: "Sysctls StorageOpt Tmpfs",
}
"""Options of HostConfig that are typed from beta13 on, by their type."""
_CLASSES: Mapping[str, Type] = {
    "Devices": _DEVICES,
    "Ulimits": ListOf(Members({"Name": TEXT, "Hard": WHOLE, "Soft": WHOLE})),
    "BlkioDeviceWriteIOps": _RATES,
    "BlkioDeviceReadIOps": _RATES,
    "BlkioDeviceWriteBps": _RATES,
    "BlkioDeviceReadBps": _RATES,
    "BlkioWeightDevice": ListOf(Members({"Path": TEXT, "Weight": WEIGHT})),
    "RestartPolicy": Members({"Name": POLICY, "MaximumRetryCount": WHOLE}),
}
_ALWAYS: Mapping[str, Type] = {
    "Binds": TEXTS,
    "LogConfig": Members({"Type": TEXT, "Config": TEXT_MAP}),
    "Mounts": _MOUNTS,
    "NetworkMode": TEXT,
    "IpcMode": TEXT,
    "PortBindings": _BINDINGS,
    "Privileged": TRUTH,
}
_USED = frozenset(("Binds", "Mounts", "NetworkMode", "IpcMode", "PidMode", "PortBindings", "Privileged"))


def _host() -> dict[str, Option]:
    typed = {name: kind for kind, names in _HOST.items() for name in names.split()} | dict(_CLASSES)
    rows = [(name, kind, TYPED) for name, kind in typed.items()] + [(n, k, ALL) for n, k in _ALWAYS.items()]
    return {name.lower(): Option(name, Place.HOST, kind, since, name in _USED) for name, kind, since in rows}


HOST = _host()
"""Options of HostConfig by their name in lower case."""


def host(key: str) -> Option | None:
    """The option of HostConfig of this name, in any case; None for one that no generation has a type for."""
    return HOST.get(key.lower())


@remembered
def unreadable(module: Module) -> tuple[tuple[Option, Member, Fault], ...]:
    """Options without effect whose value some generation of the agent cannot read, each with its first fault."""
    found = []
    for member in module.members_at("HostConfig") if module.options else ():
        option = host(member.key)
        if option is not None and option.type is not None and not option.used:
            fault = next(option.type.faults(member.value), None)
            if fault is not None:
                found.append((option, member, fault))
    return tuple(found)
