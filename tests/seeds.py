"""Faults that the edge agent refuses, one at a time, with the generations that have them.

Source: kubernetes-edge-agent reference, section 1b: types of create options, mounts, pull secrets, edgeHub's contract.
"""

from __future__ import annotations

from typing import Any, NamedTuple

EVERY = ("beta8", "beta12", "beta15")
WHOLE = (
    "CpuRealtimePeriod CpuQuota CpuPeriod BlkioWeight NanoCpus Memory CpuShares CpuRealtimeRuntime DiskQuota"
    " KernelMemory MemoryReservation MemorySwap CpuCount CpuPercent IOMaximumIOps IOMaximumBandwidth"
    " OomScoreAdj ShmSize"
)
TEXTS = (
    "PidMode CgroupParent CpusetCpus CpusetMems Isolation Runtime ContainerIDFile VolumeDriver Cgroup UTSMode"
    " UsernsMode InitPath"
)
LISTS = "VolumesFrom CapAdd CapDrop Dns DnsOptions DnsSearch ExtraHosts Links SecurityOpt GroupAdd"
RATES = "BlkioDeviceWriteIOps BlkioDeviceReadIOps BlkioDeviceWriteBps BlkioDeviceReadBps"
LATE: dict[str, list[Any]] = {
    WHOLE: [None, "512m", "1.5", [], {}],
    "BlkioWeight IOMaximumIOps IOMaximumBandwidth": [-1, "-1"],
    "BlkioWeight": [65536],
    "MemorySwappiness PidsLimit": ["max", [5], 2**63],
    "AutoRemove PublishAllPorts ReadonlyRootfs": [None, "yes", "", []],
    "OomKillDisable Init": ["on", {}],
    TEXTS: [["x"], {"x": "y"}],
    LISTS: ["x", {"x": "y"}, [["x"]], 5],
    "Sysctls StorageOpt Tmpfs": ["x", ["x"], {"x": ["y"]}],
    RATES: [{}, ["/dev/sda"], [{"Path": "/dev/sda", "Rate": "1mb"}], [{"Path": [], "Rate": 1}]],
    "BlkioWeightDevice": [[{"Path": "/dev/sda", "Weight": None}], "x"],
    "Devices": ["/dev/video0", ["/dev/video0"], [{"PathOnHost": ["/dev/video0"]}]],
    "Ulimits": [{"nofile": 1}, [{"Name": "nofile", "Hard": "many"}], [{"Name": "nofile", "Soft": None}]],
    "RestartPolicy": [
        "always",
        {"Name": "unless-stopped"},
        {"Name": "on-failure"},
        {"Name": ""},
        {"Name": None},
        {"Name": "always", "MaximumRetryCount": "x"},
    ],
}
"""Options of HostConfig with a type from beta13 on, and values that they cannot read."""
RIGHT: dict[str, list[Any]] = {
    WHOLE: [0, "0", 5, " 7 "],
    "MemorySwappiness PidsLimit": [None, 5, "-1"],
    "AutoRemove PublishAllPorts ReadonlyRootfs": [True, "True", "false", 0],
    "OomKillDisable Init": [None, "true", False],
    TEXTS: [None, "", "x", 5, True],
    LISTS: [None, [], ["x", 5, None]],
    "Sysctls StorageOpt Tmpfs": [None, {}, {"x": 5}],
    RATES: [None, [], [{"Path": "/dev/sda", "Rate": 1048576}], [{"path": "/dev/sda", "RATE": "5", "Other": []}]],
    "Devices": [None, [{"PathOnHost": "/dev/video0", "CgroupPermissions": "rwm"}]],
    "Ulimits": [[{"Name": "nofile", "Hard": 1024, "Soft": "1024"}]],
    "RestartPolicy": [None, {}, {"Name": "always"}, {"name": "NO"}, {"Name": "OnFailure", "MaximumRetryCount": 3}],
    "NewOption": [None, "x", [], {"a": [None]}],
}
"""Values that every generation accepts; unknown options are accepted with any value."""

ALWAYS: dict[str, list[Any]] = {
    "Binds": [{"a": "/a:/b"}, [["/a:/b"]], [{}], 5],
    "LogConfig": ["json-file", [], {"Type": ["x"]}, {"Config": "x"}, {"Config": {"max-size": ["1m"]}}],
    "Mounts": ["x", 5, [5], ["x"], [{"Type": ["volume"], "Source": "in", "Target": "/m"}]],
    "NetworkMode": [["host"], {"a": "b"}],
    "PortBindings": [["80/tcp"], "80", {"90/tcp": "90"}, {"90/tcp": {"HostPort": "90"}}, {"90/tcp": ["90"]}],
    "Privileged": [None, "yes", "", [], {}],
}
"""Options of HostConfig with a type in every generation, and values that they cannot read."""
NULLS: dict[str, list[Any]] = {
    "Mounts": [
        [{"Type": "volume", "Source": "in", "Target": "/m", "ReadOnly": value}] for value in (None, "yes", [], "1")
    ],
}
"""Members of mounts that must be true or false; null is refused, too."""
LEVELS: dict[str, list[Any]] = {
    "Env": ["A=b", {"A": "b"}, [["A=b"]], [{"A": "b"}], 5],
    "ExposedPorts": [["80/tcp"], "80/tcp", {"80/tcp": "x"}, {"80/tcp": []}],
    "Labels": [["a=b"], "a=b", {"a": ["b"]}, {"a": {"b": "c"}}],
    "HostConfig": ["x", ["x"], 5],
    "Cmd": [{"a": "b"}, [["x"]], "run it", 5],
    "Entrypoint": [{"a": "b"}, [{"a": "b"}], "run it"],
    "WorkingDir": [["/app"], {"a": "/app"}],
    "Image": [["x"], {"a": "b"}],
    "NetworkingConfig": ["x", ["x"]],
}
"""Options at the top level with a type in every generation, and values that they cannot read."""
KINDS = ("volume", "bind", "tmpfs", "npipe")
HUB: dict[str, Any] = {"schemaVersion": "1.1", "routes": {}, "storeAndForwardConfiguration": {"timeToLiveSecs": 7200}}


class Seed(NamedTuple):
    """One fault: `place` says where `value` is inserted, `check` finds it in `generations` and in no other."""

    place: str
    key: str
    value: Any
    check: str
    generations: tuple[str, ...] = EVERY


def _options(place: str, table: dict[str, list[Any]], generations: tuple[str, ...]) -> list[Seed]:
    rows = [(name, value) for names, values in table.items() for name in names.split() for value in values]
    return [Seed(place, name, value, "option-refused", generations) for name, value in rows]


def _mounts() -> list[Seed]:
    """Mounts that lack a part: up to beta12 the agent reads only those that it uses."""
    seeds = []
    for kind in KINDS:
        used = kind in ("volume", "bind")
        whole = {"Type": kind, "Source": "in" if kind == "volume" else "/in", "Target": "/m"}
        for part in ("Source", "Target", "Type"):
            mount = {key: value for key, value in whole.items() if key != part}
            old = EVERY if part == "Type" or (part == "Source" and used) else ("beta15",)
            if part != "Target" or not used:
                seeds.append(Seed("mount", f"{kind} without {part}", mount, "mount-refused", old))
    return seeds


OLD = ("beta8", "beta12")
DOCKER_HUB = "https://index.docker.io/v1/"
SECRETS = (
    ("my_user", "registry.example", OLD),
    ("user", "registry.example:5000", OLD),
    ("user", DOCKER_HUB, OLD),
    ("User.Name@example.com", "registry.example", OLD),
    ("-user", "registry.example", OLD),
    ("00000000-0000-0000-0000-000000000000", "registry.example:443", OLD),
    ("user+token", "registry.example", OLD),
    ("___", "registry.example", OLD),
    ("user name", "registry.example", OLD),
    ("team/user", "registry.example", OLD),
    ("u" * 64, "registry.example", EVERY[2:]),
    ("u" * 250, "registry.example", EVERY),
)
"""Credentials of which no secret can be made: `user-address` literally, from beta13 on cleaned as a domain.
Images without a registry belong to `DOCKER_HUB`."""
FAULTS_OF_HUB: tuple[tuple[str, Any], ...] = (
    *(("without", key) for key in HUB),
    *(("schemaVersion", value) for value in ("1.2", "1.1.1", "2.0", "0.9", "1", "1,0", "latest", None, 2, [])),
    *((key, None) for key in ("routes", "storeAndForwardConfiguration")),
    *(("routes", value) for value in ("FROM /messages/* INTO $upstream", ["FROM /messages/* INTO $upstream"])),
    *(("routes", {"up": value}) for value in (5, True, ["FROM /messages/* INTO $upstream"])),
    *(
        ("routes", {"up": value})
        for value in ("", "up", "FROM /messages/* INTO", "FROM /* WHERE size(a) INTO $upstream")
    ),
    *(("routes", {"up": value}) for value in ({}, {"route": ""}, {"route": 5}, {"route": "FROM /* TO $upstream"})),
    *(
        ("routes", {"up": {"route": "FROM /messages/* INTO $upstream", **numbers}})
        for numbers in ({"priority": 10}, {"priority": -1}, {"priority": "first"}, {"timeToLiveSecs": -5})
    ),
    *(
        ("storeAndForwardConfiguration", value)
        for value in (7200, [], {"timeToLiveSecs": "soon"}, {"timeToLiveSecs": []}, {"timeToLiveSecs": 2**31})
    ),
    *(
        ("storeAndForwardConfiguration", {"timeToLiveSecs": 7200, "storeLimits": limits})
        for limits in (5, {"maxSizeBytes": "1 GB"})
    ),
)
"""Faults that edgeHub refuses in its own desired properties."""
SEEDS = (
    *_options("HostConfig", LATE, ("beta15",)),
    *_options("HostConfig", ALWAYS, EVERY),
    *_options("HostConfig", NULLS, EVERY),
    *_options("HostConfig", {"IpcMode": [["host"], {"a": "b"}]}, ("beta12", "beta15")),
    *_options("top", LEVELS, EVERY),
    *_mounts(),
    *(Seed("credential", f"{user[:20]} {host}", (user, host), "secret-refused", tags) for user, host, tags in SECRETS),
    *(Seed("hub", key, value, "hub-config-refused") for key, value in FAULTS_OF_HUB),
)
