"""What is taken for create options, and what is not: other files have labels and commands, too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device

INSPECTED: dict[str, Any] = {"Id": "ab12", "Name": "/cam", "Config": {"Cmd": ["x"]}, "HostConfig": {}}


@pytest.mark.parametrize(
    "value",
    [
        {"Labels": {"site": "7"}},
        {"Labels": {"site": "7"}, "id": "x", "priority": 1},
        {"Id": "site-7", "Labels": {}, "Conditions": "tags.a='b'"},
        {"Cmd": ["x"], "name": "job"},
        {"Image": "registry.example/cam:1"},
        {"Env": {"A": "b"}, "services": {}},
        {"Config": {"Cmd": ["x"]}, "Architecture": "amd64"},
        [INSPECTED, INSPECTED],
        json.dumps({"Labels": {"site": "7"}}),
    ],
    ids=str,
)
def test_one_weak_sign_is_not_enough(value: Any) -> None:
    with pytest.raises(ManifestError):
        read(json.dumps(value).encode(), "x.json")


@pytest.mark.parametrize(
    "value",
    [
        {"HostConfig": {}},
        {"hostConfig": {"binds": []}},
        {"k8s-experimental": {}},
        {"Env": ["A=b"]},
        {"Cmd": ["x"]},
        {"PortBindings": {"80/tcp": [{"HostPort": "80"}]}},
        {"Labels": {"site": "7"}, "Cmd": ["x"]},
        {"Image": "x", "WorkingDir": "/app", "Unknown": 1},
        json.dumps({"Env": ["A=b"]}),
        "{}",
        INSPECTED,
        [INSPECTED],
    ],
    ids=str,
)
def test_create_options_are_recognized(value: Any) -> None:
    assert read(json.dumps(value).encode(), "x.json").root


def test_the_container_gives_its_name_unless_another_is_given() -> None:
    data = json.dumps(INSPECTED).encode()
    assert read(data, "x.json").given_name == "cam"
    assert read(data, "x.json", "other").given_name == "other"
    nameless = json.dumps({"Config": {"Cmd": ["x"]}, "HostConfig": {}}).encode()
    assert read(nameless, "x.json").given_name == "module"


def test_hash_and_original_are_those_of_the_file() -> None:
    import hashlib

    from core.bundle.export import bundle

    data = json.dumps(INSPECTED).encode()
    migration = migrate(read(data, "x.json"), Device(), Decisions())
    assert migration.before.source.sha256 == hashlib.sha256(data).hexdigest()
    files = bundle(migration)
    assert files["original/x.json"] == data
    assert json.loads(files["x.gpu.json"]) == {"Cmd": ["x"]}


@pytest.mark.parametrize(
    "value", [{"HostConfig": {"Privileged": None}}, {"HostConfig": {"Privileged": None}, "Labels": {"a": "b"}}]
)
def test_what_is_left_is_read_again_however_little_it_is(value: Any) -> None:
    migration = migrate(read(json.dumps(value).encode(), "x.json"), Device(), Decisions())
    assert "HostConfig" not in migration.after().modules[0].options


@pytest.mark.parametrize("memory", [{}, [], "5", None, True, 1.5])
def test_odd_values_of_an_inspected_container_are_read(memory: Any) -> None:
    host = {"Memory": memory, "MemorySwap": 10, "Binds": {"a": 1}, "NetworkMode": []}
    config = {"Env": 5, "Labels": ["x"], "Hostname": None}
    for name in ("/cam", None, []):
        text = json.dumps({"Id": 5, "Name": name, "Config": config, "HostConfig": host})
        assert read(text.encode(), "x.json").inspected is not None
