"""The shortcut never passes what jsonschema finds a fault in, and passes what is common."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import validators

from core.manifest import schemas
from core.manifest.schema_shortcut import follows

NAMES = sorted(
    path.name for path in (files("resources") / "schemas").iterdir() if path.name.startswith("azure-iot-edge")
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    1.0,
    2.5,
    1e12,
    "",
    "running",
    "a b",
    [],
    ["x"],
    {},
    {"value": 1},
    {"a.b": 1},
)
SECTION = "$edgeAgent"
MODULE = {
    "version": "1.0",
    "type": "docker",
    "status": "running",
    "restartPolicy": "always",
    "startupOrder": 1,
    "imagePullPolicy": "on-create",
    "env": {"A": {"value": "b"}},
    "settings": {"image": "i:1", "createOptions": "{}", "createOptions01": "x"},
}
DESIRED: dict[str, Any] = {
    "schemaVersion": "1.1",
    "runtime": {"type": "docker", "settings": {"minDockerVersion": "v1.25"}},
    "systemModules": {
        "edgeAgent": {"type": "docker", "settings": {"image": "a:1"}},
        "edgeHub": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "h:1"}},
    },
    "modules": {"cam": MODULE},
}


def variants(value: Any) -> Iterator[Any]:
    """The value with every part of it replaced by each of `VALUES`, removed or under another name."""
    yield from VALUES
    if isinstance(value, dict):
        for key, item in value.items():
            yield {name: other for name, other in value.items() if name != key}
            yield {(f"{name} +" if name == key else name): other for name, other in value.items()}
            yield from ({**value, key: changed} for changed in variants(item))


@pytest.mark.parametrize("name", NAMES)
def test_what_follows_has_no_fault(name: str) -> None:
    schema = schemas._schema(name)
    validator = validators.validator_for(schema)(schema)
    whole = {"modulesContent": {SECTION: {"properties.desired": DESIRED}}} if "template" in name else None
    for value in variants(whole or {SECTION: {"properties.desired": DESIRED}}):
        assert not follows(value, schema) or validator.is_valid(value), value


def test_an_ordinary_deployment_and_its_modules_follow() -> None:
    assert follows(
        {SECTION: {"properties.desired": DESIRED}}, schemas._schema("azure-iot-edgeagent-deployment-1.1.json")
    )


def test_an_unknown_keyword_is_not_decided() -> None:
    assert not follows("a", {"type": "string", "format": "email"})


def test_the_faults_are_those_that_jsonschema_finds() -> None:
    """Those of many modules are found where they are, with the modules that have none beside them."""
    schema = schemas._schema("azure-iot-edgeagent-deployment-1.1.json")
    desired = copy.deepcopy(DESIRED)
    desired["modules"] = {f"cam{n}": value for n, value in enumerate(variants(MODULE))} | {"a b": MODULE}
    validator = validators.validator_for(schema)(schema)
    wanted = {(tuple(error.path), error.validator) for error in validator.iter_errors(_whole(desired))}
    place = schemas.Place("", desired)
    found = list(schemas._section(SECTION, place, json.loads(json.dumps(desired)), schema))
    assert len(found) == len(list(validator.iter_errors(_whole(desired)))) > 100
    assert {problem.pointer for problem in found} == {schemas.ptr.join("", *path[2:]) for path, _ in wanted}


def _whole(desired: dict[str, Any]) -> dict[str, Any]:
    return {SECTION: {"properties.desired": desired}}
