"""What edgeAgent reads of a module entry: recorded verdicts of its classes under Json.NET, for each generation.

The classes are those of Azure/iotedge (DockerDesiredModule, EdgeAgentDockerModule, DockerRuntimeInfo); `+` is read.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.docker import entries, profiles
from core.docker.entries import ON_DOCKER, Reader
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.model.device import Device

BETA15, BETA12 = (entries.of_generation(profiles.PROFILES[each]) for each in ("beta15", "beta12"))
READ: dict[str, list[Any]] = {
    "restartPolicy": [
        "always",
        "Always",
        "ALWAYS",
        "OnFailure",
        "on-failure",
        0,
        3,
        4,
        "3",
        " always ",
        "never,always",
    ],
    "imagePullPolicy": ["on-create", "OnCreate", "never", 0, 1, "1"],
    "startupOrder": [0, 4294967295, "5", " 5 ", "+5", 1.5, 1.0, True, 1000.0],
    "status": ["running", "Running", 2, "2"],
    "version": ["1.0", 1, 1.5, True, None],
    "env": [None, {}, {"A": {}}, {"A": {"value": None}}, {"A": {"value": 1}}],
    "type": ["docker"],
}
REFUSED: dict[str, list[Any]] = {
    "restartPolicy": ["sometimes", "", None, 5, -1, True, 1.0, "7", "-1", {}, [], "on-unhealthy,unknown"],
    "imagePullPolicy": ["IfNotPresent", None, 2, True],
    "startupOrder": ["first", None, -1, 4294967296, "1.5", "", {}, "0x5"],
    "status": ["", None, 7, False],
    "version": [{}, []],
    "env": [[], "x", {"A": None}, {"A": {"value": {}}}, {"A": {"value": []}}, {"A": "x"}, {"A": 5}, {"A": []}],
    "type": ["Docker", "docker ", None, 1],
}


def _faults(key: str, value: Any, reads: Reader, name: str = "cam") -> list[str]:
    return [fault.code for fault in entries.faults(_manifest(key, value, name), reads)]


def _manifest(key: str, value: Any, name: str) -> Manifest:
    entry = {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "cam:1"}}
    part = "systemModules" if name in entries.SYSTEM else "modules"
    agent = {"schemaVersion": "1.1", "runtime": {"type": "docker", "settings": {}}, part: {name: {**entry, key: value}}}
    return read(
        json.dumps({"modulesContent": {"$edgeAgent": {"properties.desired": agent}}}).encode(), "deployment.json"
    )


@pytest.mark.parametrize("reads", [ON_DOCKER, BETA15], ids=["docker", "beta15"])
@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in READ.items() for value in values])
def test_what_is_read_is_no_fault(key: str, value: Any, reads: Reader) -> None:
    assert _faults(key, value, reads) == []


@pytest.mark.parametrize("reads", [ON_DOCKER, BETA15], ids=["docker", "beta15"])
@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in REFUSED.items() for value in values])
def test_what_stops_the_deployment_is_one_fault(key: str, value: Any, reads: Reader) -> None:
    assert len(_faults(key, value, reads)) == 1


@pytest.mark.parametrize("value", REFUSED["startupOrder"])
def test_generations_before_beta13_do_not_read_the_start_order(value: Any) -> None:
    assert _faults("startupOrder", value, BETA12) == []


def test_only_newer_agents_on_docker_know_the_state_dead() -> None:
    assert _faults("status", "dead", ON_DOCKER) == []
    assert _faults("status", "dead", BETA15) == ["module-status"]


@pytest.mark.parametrize(("key", "value"), [("status", 7), ("restartPolicy", -1), ("restartPolicy", "7")])
def test_edge_agent_takes_any_number_for_words_of_its_own(key: str, value: Any) -> None:
    assert _faults(key, value, BETA15, "edgeAgent") == []
    assert len(_faults(key, value, BETA15, "edgeHub")) == 1


@pytest.mark.parametrize(
    ("entry", "lacking"),
    [
        ({"address": "a", "username": "u", "password": "p"}, None),
        ({"address": "a", "username": "u", "password": 1, "more": 1}, None),
        ({"address": "a", "username": "u"}, "password"),
        ({"address": "a", "username": " ", "password": None}, "username, password"),
        ({"address": "a", "username": "u", "password": {}}, "password"),
        ("x", "address, username, password"),
        (None, "address, username, password"),
    ],
)
def test_a_credential_needs_three_texts(entry: Any, lacking: str | None) -> None:
    agent = {"schemaVersion": "1.1", "runtime": {"type": "docker", "settings": {"registryCredentials": {"r": entry}}}}
    manifest = read(
        json.dumps({"modulesContent": {"$edgeAgent": {"properties.desired": agent}}}).encode(), "deployment.json"
    )
    found = [fault.facts["lacking"] for fault in entries.faults(manifest, BETA15) if fault.code == "credential"]
    assert found == ([] if lacking is None else [lacking])


def test_every_device_has_a_reader() -> None:
    assert entries.reader(Device(platform="linux-vm", profile="beta8")) == ON_DOCKER
    assert entries.reader(Device(profile="beta8")) == BETA12
