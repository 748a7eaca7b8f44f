"""Names as .NET prints them, at every level of a manifest: refused with a repair that makes the file as it was."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.manifest.repair import propose_for
from tests.golden_cases import expand

TREE = json.loads(
    json.dumps(
        expand(
            {
                "edgeHub": {},
                "cam": {"env": {"A": {"value": "1"}}, "createOptions": {"Env": ["B=2"]}},
                "$routes": {"r1": {"route": "FROM /* INTO $upstream", "priority": 1, "timeToLiveSecs": 60}},
            }
        )
    )
)
_DESIRED = [TREE["modulesContent"][section]["properties.desired"] for section in ("$edgeAgent", "$edgeHub")]
_CREDENTIALS = {"r2": {"address": "a.io", "username": "u", "password": "p"}}
_DESIRED[0]["runtime"]["settings"] = {"registryCredentials": _CREDENTIALS}
_DESIRED[0]["modules"]["cam"] |= {"imagePullPolicy": "never", "startupOrder": 1}
_DESIRED[1]["storeAndForwardConfiguration"]["storeLimits"] = {}
FREE = ("cam", "A", "edgeHub", "r1", "r2")
"""Names that are someone's own, at the places where they are."""


def capitals(value: Any, only: tuple[str, ...] = ()) -> Any:
    """The tree with keys as .NET prints them, all of them or `only` some."""
    if not isinstance(value, dict):
        return value
    return {
        key
        if key in FREE or (only and key not in only)
        else re.sub("[a-z]", lambda letter: letter[0].upper(), key, count=1): capitals(item, only)
        for key, item in value.items()
    }


def names(value: Any) -> set[str]:
    return {name for key, item in value.items() for name in (key, *names(item))} if isinstance(value, dict) else set()


@pytest.mark.parametrize("name", sorted(names(TREE) - {*FREE, "createOptions"}))
def test_each_name_alone(name: str) -> None:
    written = json.dumps(capitals(TREE, (name,))).encode()
    with pytest.raises(ManifestError, match="capitalization"):
        read(written, "site.json")
    repair = propose_for(written)
    assert repair is not None and json.loads(repair.text) == TREE


def test_all_of_them() -> None:
    written = json.dumps({"Id": "x", "Content": capitals(TREE)}).encode()
    repair = propose_for(written)
    assert repair is not None
    manifest = read(repair.text.encode(), "site.json")
    assert [module.name for module in manifest.modules] == ["edgeHub", "cam"]
    assert [(env.name, env.value) for env in manifest.modules[1].env()] == [("A", "1"), ("B", "2")]


def test_names_that_are_someones_own_are_left_alone() -> None:
    tree = expand(
        {"Status": {"env": {"Value": {"value": "1"}, "Type": {"value": "2"}}, "createOptions": {"Env": ["Image=1"]}}}
    )
    assert propose_for(json.dumps(tree).encode()) is None
    assert read(json.dumps(tree).encode(), "site.json").modules[0].name == "Status"


@pytest.mark.parametrize(
    ("first", "second"),
    [('{"Env":["A=1"]}', None), ({"Env": ["A=1"]}, '"]}'), ('{"Env":["A=1"]}', {"Env": []}), ('{"Env":["A=1"]}', 5)],
)
def test_a_left_over_part_of_any_type_is_removed(first: Any, second: Any) -> None:
    tree = expand({"cam": {}})
    settings = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]["settings"]
    settings.update({"createOptions": first, "createOptions01": second})
    written = json.dumps(tree).encode()
    with pytest.raises(ManifestError, match="is not needed"):
        read(written, "site.json")
    repair = propose_for(written)
    assert repair is not None
    assert read(repair.text.encode(), "site.json").modules[0].options == {"Env": ["A=1"]}
