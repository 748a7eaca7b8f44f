"""No create option is lost in silence: what the edge agent does not read has a finding at its place."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.manifest import options_table as table
from core.manifest.errors import ManifestError
from core.manifest.manifest import Manifest, Module
from core.manifest.read import read
from core.migration import detect
from core.model import Device, Json, Share

DEVICE = Device(gpus=1, shares=(Share(name="data"),))
VALUES: list[Json] = [None, "", 0, 5, False, True, "text", [], ["x"], {}, {"a": "b"}]


def unread(module: Module) -> Iterator[str]:
    """Pointers of the options that the agent does not read (sections 5.1 and 5.2 of its reference)."""
    for place in module.members_at():
        if place.key.lower() not in table.HONOURED and place.key != "k8s-experimental":
            yield place.pointer
    for place in module.members_at("HostConfig"):
        if place.key.lower() not in table.HONOURED_HOST:
            yield place.pointer
    for mount in module.list_at("HostConfig", "Mounts"):
        if isinstance(mount.value, dict):
            keys = (key for key in mount.value if key.lower() not in table.HONOURED_MOUNT)
            yield from (f"{mount.pointer}/{key}" for key in keys)


def silent(manifest: Manifest) -> list[str]:
    told = [finding.pointer for finding in detect(manifest, DEVICE)]
    return [
        pointer
        for module in manifest.modules
        for pointer in unread(module)
        if not any(place == pointer or place.startswith(pointer + "/") for place in told)
    ]


def test_every_unread_option_of_real_manifests_is_told(corpus: Path) -> None:
    for entry in csv.DictReader((corpus / "INDEX.csv").read_text(encoding="utf-8").splitlines()):
        try:
            manifest = read((corpus / entry["file"]).read_bytes(), entry["file"])
        except ManifestError:
            continue
        assert silent(manifest) == [], entry["file"]


HOST = [
    "LogConfig",
    "ShmSize",
    "Tmpfs",
    "CapAdd",
    "CapDrop",
    "Devices",
    "DeviceRequests",
    "Runtime",
    "Memory",
    "NanoCpus",
]
HOST += [
    "CpuQuota",
    "CpuPeriod",
    "CpuShares",
    "MemoryReservation",
    "MemorySwap",
    "GroupAdd",
    "Sysctls",
    "ExtraHosts",
    "Dns",
]
HOST += ["Links", "VolumesFrom", "UTSMode", "Ulimits", "RestartPolicy", "Init", "ReadonlyRootfs", "Mystery"]
TOP = ["User", "Image", "NetworkingConfig", "Healthcheck", "Hostname", "Tty", "Volumes", "StopSignal", "Mystery"]


@pytest.mark.parametrize("value", VALUES, ids=map(json.dumps, VALUES))
def test_every_option_with_any_value_is_told(value: Json) -> None:
    options = {**dict.fromkeys(TOP, value), "HostConfig": dict.fromkeys(HOST, value)}
    module = {"type": "docker", "settings": {"image": "i:1", "createOptions": json.dumps(options)}}
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"cam": module}}}}}
    assert silent(read(json.dumps(tree).encode(), "site.json")) == []
