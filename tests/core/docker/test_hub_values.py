"""Routes are judged alike in a whole deployment and in a layered one, which has each under a key of its own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.docker.hub_values import unreadable
from core.manifest.read import read

ROUTES: dict[str, Any] = {
    "good": "FROM /messages/* INTO $upstream",
    "text": "FROM /messages/* INTO upstream",
    "number": 7,
    "late": {"route": "FROM /messages/* INTO $upstream", "priority": 22, "timeToLiveSecs": -5},
}


def kinds(hub: dict[str, Any]) -> list[str]:
    content = {"$edgeAgent": {"properties.desired.modules.cam": {"settings": {"image": "cam:1"}}}, "$edgeHub": hub}
    if "properties.desired" in hub:
        content["$edgeAgent"] = {"properties.desired": {"modules": {}, "systemModules": {}}}
    return [found.kind for found in unreadable(read(json.dumps({"modulesContent": content}).encode(), "a.json"), True)]


@pytest.mark.parametrize("prefix", ["properties.desired.routes.", ""])
def test_routes_of_layered_and_whole_deployments(prefix: str) -> None:
    layered = {prefix + name: route for name, route in ROUTES.items()}
    hub = layered if prefix else {"properties.desired": {"schemaVersion": "1.1", "routes": layered}}
    assert kinds(hub) == ["sink", "route", "priority", "route-time"]
