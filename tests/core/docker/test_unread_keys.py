"""The keys that are known at each place are those of the published schema 1.1."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from core.docker.unread_keys import KNOWN, places
from core.manifest.read import read


def _schema(name: str) -> Any:
    path = files("resources") / "schemas" / f"azure-iot-{name}-deployment-1.1.json"
    return json.loads(path.read_text(encoding="utf-8-sig"))


def _keys(schema: Any) -> set[str]:
    assert schema["additionalProperties"] is False
    return {*schema["properties"]}


def test_the_known_keys_are_those_of_the_schema() -> None:
    whole = _schema("edgeagent")
    agent = whole["properties"]["$edgeAgent"]["properties"]["properties.desired"]
    system, (module,) = (
        agent["properties"]["systemModules"]["properties"],
        [*agent["properties"]["modules"]["patternProperties"].values()],
    )
    runtime = agent["properties"]["runtime"]
    settings = runtime["properties"]["settings"]
    (credential,) = settings["properties"]["registryCredentials"]["patternProperties"].values()
    (variable,) = whole["definitions"]["env"]["patternProperties"].values()
    hub = _schema("edgehub")["properties"]["$edgeHub"]["properties"]["properties.desired"]
    assert {
        "agent": _keys(agent),
        "runtime": _keys(runtime),
        "runtime-settings": _keys(settings),
        "credential": _keys(credential),
        "edgeAgent": _keys(system["edgeAgent"]),
        "edgeHub": _keys(system["edgeHub"]),
        "module": _keys(module),
        "settings": _keys(whole["definitions"]["moduleSettings"]),
        "variable": _keys(variable),
        "hub": _keys(hub),
        "store": _keys(hub["properties"]["storeAndForwardConfiguration"]),
    } == {name: set(keys) for name, keys in KNOWN.items()}


def test_what_iot_hub_adds_to_a_twin_has_its_own_rule() -> None:
    desired = {"schemaVersion": "1.1", "$metadata": {}, "$version": 2, "other": 1}
    agent = {"moduleId": "$edgeAgent", "properties": {"desired": desired}}
    hub = {"moduleId": "$edgeHub", "properties": {"desired": {**desired, "routes": {}}}}
    manifest = read(json.dumps([agent, hub]).encode(), "site.json")
    assert [unread.place.key for unread in places(manifest)] == ["other", "other"]
