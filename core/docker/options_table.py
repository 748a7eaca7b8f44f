"""Docker's create options in one table: where each belongs, how the edge agent reads it, what becomes of it.

Source: kubernetes-edge-agent reference sections 1a and 1b (types and effects by generation), 5.1 and 5.2 (what is read,
what has no effect); Docker Engine API (names). Names match in any case. Rules about ignored options, wrong types and
wrong levels, the model of the agent, the checks and docs/create-options.md read this table and add nothing to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from core.docker.options import ALL, TYPED, Option, Place, Reported
from core.docker.types import (
    ANYTHING,
    COUNT,
    EMPTY,
    POLICY,
    SET_TEXTS,
    TEXT,
    TEXT_MAP,
    TEXTS,
    TRUTH,
    TRUTH_OR_NULL,
    WEIGHT,
    WHOLE,
    WHOLE_OR_NULL,
    ListOf,
    MapOf,
    Members,
)
from core.model import rule_ids
from core.text.catalogue import N_

_NAME = N_("There is no replacement; the module is reached by its name.")
_ENDS = N_("There is no replacement; Kubernetes always restarts a module that ends.")
_SERVERS = N_("The name servers of the device are used.")
_CPU = N_("Set a CPU limit in resources under k8s-experimental instead.")
_SWAP = N_("There is no replacement; Kubernetes nodes do not use swap.")

_mount = partial(Option, place=Place.MOUNT)
_binding = partial(Option, place=Place.BINDING)
_MEMBERS = (
    _mount("Type", TEXT, read=ALL, becomes=N_("The type of the mount: volume or bind.")),
    _mount("Source", TEXT, read=ALL, becomes=N_("The share or the directory of the node.")),
    _mount("Target", TEXT, read=ALL, becomes=N_("The path in the container.")),
    _mount("ReadOnly", TRUTH, read=ALL, becomes=N_("Whether the module can write.")),
    _mount("BindOptions"),
    _mount("Consistency"),
    _mount("TmpfsOptions"),
    _mount("VolumeOptions"),
    _binding("HostPort", TEXT, read=ALL, becomes=N_("The port of the service.")),
    _binding(
        "HostIp",
        TEXT,
        instead=N_("There is no replacement; to keep the port inside the cluster, limit the service to the cluster."),
    ),
)


def _typed(place: Place) -> Members:
    """The elements of Mounts or PortBindings as the agent reads them; it gives up at a mount that is null."""
    known = {row.name: row.type for row in _MEMBERS if row.place is place and row.type is not None}
    return Members(known, nullable=place is not Place.MOUNT)


_TOP = (
    Option("Env", SET_TEXTS, read=ALL, becomes=N_("Variables of the container, after those of env.")),
    Option("ExposedPorts", MapOf(EMPTY), read=ALL, becomes=N_("Ports of the service inside the cluster.")),
    Option("HostConfig", MapOf(ANYTHING), read=ALL, becomes=N_("See its members.")),
    Option("Labels", TEXT_MAP, read=ALL, becomes=N_("Annotations of pod and service.")),
    Option("Cmd", TEXTS, bag=True, read=ALL, becomes=N_("The arguments of the container.")),
    Option("Entrypoint", TEXTS, bag=True, read=ALL, becomes=N_("The command of the container.")),
    Option("WorkingDir", TEXT, bag=True, read=ALL, becomes=N_("The working directory of the container.")),
    Option("ArgsEscaped"),
    Option("AttachStderr"),
    Option("AttachStdin"),
    Option("AttachStdout"),
    Option("Domainname", instead=_NAME),
    Option(
        "Healthcheck",
        matters=True,
        instead=N_("There is no replacement; Kubernetes restarts the module only when its process ends."),
    ),
    Option("Hostname", instead=_NAME),
    Option("Image", TEXT, instead=N_("The image in the module settings is used.")),
    Option("MacAddress"),
    Option("NetworkDisabled"),
    Option("NetworkingConfig", MapOf(ANYTHING), rule=rule_ids.NETWORKING_OPTION, reported=Reported.VALUE),
    Option("OnBuild"),
    Option("OpenStdin"),
    Option("Shell"),
    Option("StdinOnce"),
    Option("StopSignal", instead=N_("There is no replacement; Kubernetes sends SIGTERM.")),
    Option("StopTimeout", instead=N_("There is no replacement; Kubernetes waits 30 seconds.")),
    Option("Tty"),
    Option("User", rule=rule_ids.USER_OPTIONS, matters=True),
    Option("Volumes", rule=rule_ids.VOLUMES_OPTION, reported=Reported.MEMBERS),
)

_host = partial(Option, place=Place.HOST)
_new = partial(Option, place=Place.HOST, since=TYPED)
_RATES = ListOf(Members({"Path": TEXT, "Rate": COUNT}))
_HOST = (
    _host("Binds", SET_TEXTS, read=ALL, becomes=N_("A directory of the Kubernetes node.")),
    _host("Mounts", ListOf(_typed(Place.MOUNT)), read=ALL, becomes=N_("A claim of a share, or a directory.")),
    _host("PortBindings", MapOf(ListOf(_typed(Place.BINDING))), read=ALL, becomes=N_("Ports of the service.")),
    _host("Privileged", TRUTH, read=ALL, becomes=N_("The container runs privileged.")),
    _host("NetworkMode", TEXT, read="beta11", becomes=N_("host: the pod uses the network of the node.")),
    _host(
        "IpcMode", TEXT, since="beta10", read="beta10", becomes=N_("host: the pod uses the IPC namespace of the node.")
    ),
    _new("PidMode", TEXT, read="beta14", becomes=N_("host: the pod sees the processes of the node.")),
    _new("AutoRemove", TRUTH, instead=_ENDS),
    _new("BlkioDeviceReadBps", _RATES),
    _new("BlkioDeviceReadIOps", _RATES),
    _new("BlkioDeviceWriteBps", _RATES),
    _new("BlkioDeviceWriteIOps", _RATES),
    _new("BlkioWeight", WEIGHT),
    _new("BlkioWeightDevice", ListOf(Members({"Path": TEXT, "Weight": WEIGHT}))),
    _new("CapAdd", TEXTS, rule=rule_ids.PRIVILEGE_OPTIONS, matters=True),
    _new(
        "CapDrop",
        TEXTS,
        matters=True,
        instead=N_("There is no replacement; the module keeps the usual capabilities."),
    ),
    _new("Cgroup", TEXT),
    _new("CgroupParent", TEXT),
    _host("CgroupnsMode"),
    _host("ConsoleSize"),
    _new("ContainerIDFile", TEXT),
    _new("CpuCount", WHOLE),
    _new("CpuPercent", WHOLE),
    _new("CpuPeriod", WHOLE, rule=rule_ids.LIMITS_OPTIONS, matters=True),
    _new("CpuQuota", WHOLE, rule=rule_ids.LIMITS_OPTIONS, matters=True),
    _new("CpuRealtimePeriod", WHOLE),
    _new("CpuRealtimeRuntime", WHOLE),
    _new("CpuShares", WHOLE, instead=N_("Set a CPU request in resources under k8s-experimental instead.")),
    _host("Cpuset", instead=_CPU),
    _new("CpusetCpus", TEXT, instead=_CPU),
    _new("CpusetMems", TEXT),
    _host("DeviceCgroupRules", instead=N_("Only Privileged gives a module access to the devices of the node.")),
    _host("DeviceRequests", rule=rule_ids.GPU_BY_DOCKER, matters=True),
    _new(
        "Devices",
        ListOf(Members({"PathOnHost": TEXT, "PathInContainer": TEXT, "CgroupPermissions": TEXT})),
        rule=rule_ids.PRIVILEGE_OPTIONS,
        matters=True,
    ),
    _new("DiskQuota", WHOLE),
    _new("Dns", TEXTS, instead=_SERVERS),
    _new("DnsOptions", TEXTS, instead=_SERVERS),
    _new("DnsSearch", TEXTS, instead=_SERVERS),
    _new(
        "ExtraHosts",
        TEXTS,
        matters=True,
        instead=N_("Put the addresses into the image, or into a DNS server that the device uses."),
    ),
    _new("GroupAdd", TEXTS, rule=rule_ids.USER_OPTIONS, matters=True),
    _new("Init", TRUTH_OR_NULL),
    _new("InitPath", TEXT),
    _new("IOMaximumBandwidth", COUNT),
    _new("IOMaximumIOps", COUNT),
    _new("Isolation", TEXT),
    _new("KernelMemory", WHOLE),
    _host("KernelMemoryTCP"),
    _new("Links", TEXTS, matters=True, instead=N_("Call the other module by its name and host port.")),
    _host(
        "LogConfig",
        Members({"Type": TEXT, "Config": TEXT_MAP}),
        instead=N_("There is no replacement; the device stores and rotates the logs."),
    ),
    _host("MaskedPaths"),
    _new("Memory", WHOLE, rule=rule_ids.LIMITS_OPTIONS, matters=True),
    _new("MemoryReservation", WHOLE, rule=rule_ids.LIMITS_OPTIONS, matters=True),
    _new("MemorySwap", WHOLE, instead=_SWAP),
    _new("MemorySwappiness", WHOLE_OR_NULL, instead=_SWAP),
    _new("NanoCpus", WHOLE, rule=rule_ids.LIMITS_OPTIONS, matters=True),
    _new("OomKillDisable", TRUTH_OR_NULL),
    _new("OomScoreAdj", WHOLE),
    _new("PidsLimit", WHOLE_OR_NULL),
    _new("PublishAllPorts", TRUTH, instead=N_("List the ports in PortBindings.")),
    _host("ReadonlyPaths"),
    _new(
        "ReadonlyRootfs",
        TRUTH,
        matters=True,
        instead=N_("There is no replacement; the module can write to its own file system."),
    ),
    _new("RestartPolicy", Members({"Name": POLICY, "MaximumRetryCount": WHOLE}), instead=_ENDS),
    _new("Runtime", TEXT, rule=rule_ids.GPU_BY_DOCKER, matters=True),
    _new(
        "SecurityOpt",
        TEXTS,
        matters=True,
        instead=N_("There is no replacement; the module runs with the default profile."),
    ),
    _new("ShmSize", WHOLE, rule=rule_ids.SHM_OPTION, matters=True),
    _new("StorageOpt", TEXT_MAP),
    _new("Sysctls", TEXT_MAP, rule=rule_ids.KERNEL_SETTINGS, matters=True),
    _new("Tmpfs", TEXT_MAP, rule=rule_ids.MEMORY_FOLDER, reported=Reported.MEMBERS, matters=True),
    _new(
        "Ulimits",
        ListOf(Members({"Name": TEXT, "Hard": WHOLE, "Soft": WHOLE})),
        matters=True,
        instead=N_("Set the limit in the image, before the process starts."),
    ),
    _new("UsernsMode", TEXT),
    _new("UTSMode", TEXT),
    _new("VolumeDriver", TEXT, instead=N_("Mount a share.")),
    _new("VolumesFrom", TEXTS, matters=True, instead=N_("Mount the same share in both modules.")),
)

TABLE = (*_TOP, *_HOST, *_MEMBERS)
BY_PLACE: Mapping[Place, Mapping[str, Option]] = {
    place: {row.name.lower(): row for row in TABLE if row.place is place} for place in Place
}
"""The rows of each place by their names in lower case."""
READ: Mapping[Place, frozenset[str]] = {
    place: frozenset(name for name, row in rows.items() if row.read) for place, rows in BY_PLACE.items()
}
"""The options with an effect on Kubernetes in some generation, by place, in lower case."""
RULES_WITHOUT_EFFECT = tuple(dict.fromkeys(row.rule for row in TABLE if row.rule and not row.read))
"""The rules that report an option without an effect on Kubernetes."""

HOST_CONFIG = BY_PLACE[Place.TOP]["hostconfig"]
_OTHER = {Place.TOP: Place.HOST, Place.HOST: Place.TOP}
WRAPPER = "createoptions"
"""The name of the create options, in lower case, which some files repeat inside them."""


def find(place: Place, key: str) -> Option | None:
    """The option of this name at a place, in any case; None if Docker does not know it there."""
    return BY_PLACE[place].get(key.lower())


def is_misplaced(level: Place, key: str) -> bool:
    """Whether a key has an effect on Kubernetes at the other level, at the top or in HostConfig."""
    if not has_other_level(level, key):
        return False
    other = find(_OTHER[level], key)
    return other is None or other.read != "" or other.rule != ""


def has_other_level(level: Place, key: str) -> bool:
    """Whether Docker knows a key at the other level only, whatever it does, or it contains create options again."""
    if level not in _OTHER or find(level, key) is not None:
        return False
    return key.lower() == WRAPPER or find(_OTHER[level], key) is not None
