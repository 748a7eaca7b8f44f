"""Repairs are offered for the faults people make when they copy a sample."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.manifest.repair import propose


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        (
            '{"HostConfig": {"Privileged": true}, "k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 2}}}',
            "} at the end",
            None,
        ),
        ('{\n "a": [1, {"b": 2\n', "}]} at the end", {"a": [1, {"b": 2}]}),
        ('    "k8s-experimental": {\n "resources": {"limits": {"cpu": "500m"}}\n', "before and", None),
        ("{“a”: 1}", "typographic", {"a": 1}),
        ('{\n "a": [1, 2]  // two\n "b": {"c": 3}\n}', "the missing comma at the end of line 2", None),
        ('{\n "a": 1 "b": 2, "c": 3\n}', "the missing comma in line 2, before column 9", None),
        ('{"a": "x"\n "b": ["y", {"c": 1}, [2]]}', "end of line 1", {"a": "x", "b": ["y", {"c": 1}, [2]]}),
        ("[[1] [2]]", "in line 1, before column 6", [[1], [2]]),
    ],
)
def test_a_repair_is_offered(text: str, what: str, value: object) -> None:
    repair = propose(text)
    assert repair is not None and what in repair.what
    assert value is None or json.loads(repair.text) == value


@pytest.mark.parametrize(
    "text", ["", "not json", '{"a": }', '{"a": 1}]', '{"a": "open', "[1 2]", '["a" "b" "c"]', '{"a": "b "c" d"}']
)
def test_no_repair_for_what_is_not_simple(text: str) -> None:
    assert propose(text) is None


@pytest.mark.parametrize("wrap", [lambda desired: desired, lambda desired: {"properties": {"desired": desired}}])
@pytest.mark.parametrize("base", ["", "modulesContent"])
def test_desired_properties_outside_their_key_are_refused_with_a_repair(wrap: Any, base: str) -> None:
    desired = {"schemaVersion": "1.1", "modules": {"cam": {"type": "docker", "settings": {"image": "a:1"}}}}
    hub = {"schemaVersion": "1.1", "routes": {}}
    sections = {"$edgeAgent": wrap(desired), "$edgeHub": {"properties.desired": hub}}
    text = json.dumps({base: sections} if base else sections)
    with pytest.raises(ManifestError, match=r"outside properties\.desired"):
        read(text.encode(), "site.json")
    repair = propose(text)
    assert repair is not None and repair.what == "put the members of $edgeAgent under properties.desired"
    manifest = read(repair.text.encode(), "site.json")
    assert [module.name for module in manifest.modules] == ["cam"]
    assert manifest.agent is not None and manifest.agent.value == desired
    assert manifest.hub is not None and manifest.hub.value == hub


@pytest.mark.parametrize("wrap", [lambda desired: desired, lambda desired: {"Properties": {"Desired": desired}}])
def test_desired_properties_outside_their_key_are_found_in_other_letters(wrap: Any) -> None:
    agent = {"properties.desired": {"schemaVersion": "1.1", "modules": {}}}
    hub = wrap({"SchemaVersion": "1.1", "Routes": {"up": {"Route": "FROM /* INTO $upstream"}}})
    text = json.dumps({"modulesContent": {"$edgeAgent": agent, "$edgeHub": hub}})
    with pytest.raises(ManifestError, match=r"outside properties\.desired"):
        read(text.encode(), "site.json")
    repair = propose(text)
    assert repair is not None and repair.what == (
        "put the members of $edgeHub under properties.desired, rename SchemaVersion to schemaVersion, "
        "rename Routes to routes, rename Route to route"
    )
    manifest = read(repair.text.encode(), "site.json")
    assert manifest.hub is not None
    assert manifest.hub.value == {"schemaVersion": "1.1", "routes": {"up": {"route": "FROM /* INTO $upstream"}}}
