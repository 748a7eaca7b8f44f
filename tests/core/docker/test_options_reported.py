"""No create option is lost in silence: what the edge agent does not read, or refuses, has a finding at its place."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.docker import experimental
from core.docker import options_table as table
from core.docker.options import Place as Level
from core.manifest.errors import ManifestError
from core.manifest.manifest import Manifest, Module, Place
from core.manifest.read import read
from core.migration.detect import detect
from core.model.base import Json
from core.model.device import Device, Share
from core.model.findings import Verdict
from core.targets.kubernetes import preview, settings_for
from tests.sampling import sampled

DEVICE = Device(gpus=1, shares=(Share(name="data"),))
VALUES: list[Json] = [None, "", 0, 5, False, True, "text", [], ["x"], {}, {"a": "b"}]


def unread(module: Module) -> Iterator[str]:
    """Pointers of the options that the agent does not read (sections 5.1 and 5.2 of its reference)."""
    for place in module.members_at():
        if place.key.lower() not in table.READ[Level.TOP] and place.key != "k8s-experimental":
            yield place.pointer
    for place in module.members_at("HostConfig"):
        if place.key.lower() not in table.READ[Level.HOST]:
            yield place.pointer
    for mount in module.list_at("HostConfig", "Mounts"):
        yield from _beside(mount, table.READ[Level.MOUNT])
    for port in module.members_at("HostConfig", "PortBindings"):
        for index, binding in enumerate(port.value if isinstance(port.value, list) else ()):
            yield from _beside(Place(f"{port.pointer}/{index}", binding), table.READ[Level.BINDING])


def _beside(holder: Place, honored: frozenset[str]) -> Iterator[str]:
    for key in holder.value if isinstance(holder.value, dict) else ():
        if key.lower() not in honored:
            yield f"{holder.pointer}/{key}"


def silent(manifest: Manifest) -> list[str]:
    result = [finding.pointer for finding in detect(manifest, DEVICE)]
    return [
        pointer
        for module in manifest.modules
        for pointer in unread(module)
        if not any(place == pointer or place.startswith(pointer + "/") for place in result)
    ]


def test_every_unread_option_of_real_manifests_is_reported(corpus: Path) -> None:
    for entry in csv.DictReader((corpus / "INDEX.csv").read_text(encoding="utf-8").splitlines()):
        try:
            manifest = read((corpus / entry["file"]).read_bytes(), entry["file"])
        except ManifestError:
            continue
        assert silent(manifest) == [], entry["file"]


TOP = [
    "User", "Image", "NetworkingConfig", "Healthcheck", "Hostname", "Domainname", "Tty", "OpenStdin", "AttachStdin",
    "AttachStdout", "AttachStderr", "StdinOnce", "StopSignal", "StopTimeout", "Shell", "OnBuild", "MacAddress",
    "ArgsEscaped", "Volumes", "NetworkDisabled", "Mystery",
]  # fmt: skip
HOST = [
    "LogConfig", "RestartPolicy", "AutoRemove", "PublishAllPorts", "Devices", "DeviceRequests", "DeviceCgroupRules",
    "Runtime", "CapAdd", "CapDrop", "SecurityOpt", "ReadonlyRootfs", "Memory", "MemoryReservation", "MemorySwap",
    "MemorySwappiness", "KernelMemory", "NanoCpus", "CpuShares", "CpuQuota", "CpuPeriod", "CpuRealtimePeriod",
    "CpuRealtimeRuntime", "CpusetCpus", "CpusetMems", "CpuCount", "CpuPercent", "BlkioWeight", "BlkioWeightDevice",
    "PidsLimit", "Ulimits", "ShmSize", "Tmpfs", "Sysctls", "GroupAdd", "ExtraHosts", "Dns", "DnsOptions",
    "DnsSearch", "Links", "VolumesFrom", "VolumeDriver", "UTSMode", "UsernsMode", "CgroupParent", "OomScoreAdj",
    "OomKillDisable", "Init", "StorageOpt", "Isolation", "IOMaximumIOps", "Mystery",
]  # fmt: skip
MOUNT = ("BindOptions", "VolumeOptions", "TmpfsOptions", "Consistency", "Mystery")
BINDING = ("HostIp", "Mystery")


@pytest.mark.parametrize("value", VALUES, ids=map(json.dumps, VALUES))
def test_every_option_with_any_value_is_reported(value: Json) -> None:
    mount = {"Type": "volume", "Source": "data", "Target": "/d", **dict.fromkeys(MOUNT, value)}
    ports = {"80/tcp": [{"HostPort": "80", **dict.fromkeys(BINDING, value)}]}
    host = {**dict.fromkeys(HOST, value), "Mounts": [mount], "PortBindings": ports}
    assert silent(site({**dict.fromkeys(TOP, value), "HostConfig": host})) == []


ODD: list[Json] = [*VALUES, [None], [{}], {"80/tcp": None}, {"80/tcp": [None]}, "true", 1.5]
RESOURCE = ("memory", "cpu", "nvidia.com/gpu")
CONTEXT = ("runAsUser", "runAsGroup", "fsGroup", "supplementalGroups", "sysctls", "runAsNonRoot")


def odd(value: Json) -> Iterator[dict[str, Json]]:
    """Create options with one odd value each, wherever the agent reads one."""
    for key in ("Env", "ExposedPorts", "HostConfig", "Labels", "Cmd", "Entrypoint", "WorkingDir", "k8s-experimental"):
        yield {key: value}
    for key in ("Binds", "Mounts", "PortBindings", "NetworkMode", "IpcMode", "PidMode", "Privileged"):
        yield {"HostConfig": {key: value}}
    for key in ("Type", "Source", "Target", "ReadOnly"):
        yield {"HostConfig": {"Mounts": [{"Type": "volume", "Source": "data", "Target": "/d", key: value}]}}
    for key in ("HostPort", "HostIp"):
        yield {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80", key: value}]}}}
    for key in experimental.KNOWN:
        yield {"k8s-experimental": {key: value}}
    for part, name in itertools.product(("limits", "requests"), RESOURCE):
        yield {"k8s-experimental": {"resources": {part: {name: value}}}}
    for key in CONTEXT:
        yield {"k8s-experimental": {"securityContext": {key: value}}}
    for key in ("type", "rollingUpdate"):
        yield {"k8s-experimental": {"strategy": {"type": "Recreate", key: value}}}
    for key in ("type", "loadBalancerIP"):
        yield {"k8s-experimental": {"serviceOptions": {key: value}}}
    for key in ("volume", "volumeMounts"):
        volume = {"volume": {"name": "a", "emptyDir": {}}, "volumeMounts": [{"name": "a", "mountPath": "/a"}]}
        yield {"k8s-experimental": {"volumes": [{**volume, key: value}]}}
    yield {"k8s-experimental": {"nodeSelector": {"disk": value}}}
    yield {"k8s-experimental": {"volumes": [value]}}


@pytest.mark.parametrize("profile", ["beta8", "beta12", "beta15"])
@pytest.mark.parametrize("value", sampled(ODD, 2), ids=json.dumps)
def test_every_refused_option_is_reported(value: Json, profile: str) -> None:
    device = DEVICE.model_copy(update={"profile": profile})
    for options in odd(value):
        manifest = site(options)
        result = [f.pointer for f in detect(manifest, device) if f.verdict is not Verdict.NOTE]
        for refusal in preview(manifest, settings_for(device)).all_refusals:
            assert any(_meets(place, refusal.pointer) for place in result), (options, refusal.code, refusal.pointer)


def _meets(result: str, place: str) -> bool:
    """At the place, below it, or at an option around it (not at the create options as a whole)."""
    around = result.rpartition("/createOptions/")[2] not in (result, "HostConfig", "k8s-experimental")
    return result == place or result.startswith(place + "/") or (around and place.startswith(result + "/"))


def site(options: Json) -> Manifest:
    """A whole manifest with one module that has these create options."""
    settings = {"image": "i:1", "createOptions": json.dumps(options)}
    module = {"type": "docker", "status": "running", "settings": settings}
    agent = {"schemaVersion": "1.1", "runtime": {"type": "docker"}, "modules": {"cam": module}}
    return read(json.dumps({"modulesContent": {"$edgeAgent": {"properties.desired": agent}}}).encode(), "site.json")
