"""Validation against the shipped schemas, offline."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.manifest.schemas import VERSIONS, caused, schema_used, validate
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device

CASES = Path(__file__).parents[2] / "cases"


def manifest(**module: Any) -> bytes:
    entry = {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "i:1"}, **module}
    agent = {
        "schemaVersion": "1.1",
        "runtime": {"type": "docker", "settings": {"minDockerVersion": "v1.25"}},
        "systemModules": {
            "edgeAgent": {"type": "docker", "settings": {"image": "a:1"}},
            "edgeHub": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "h:1"}},
        },
        "modules": {"cam": entry},
    }
    hub = {"schemaVersion": "1.1", "routes": {}, "storeAndForwardConfiguration": {"timeToLiveSecs": 7200}}
    content = {"$edgeAgent": {"properties.desired": agent}, "$edgeHub": {"properties.desired": hub}}
    return json.dumps({"modulesContent": content}).encode()


def test_a_good_manifest_has_no_problems() -> None:
    assert validate(read(manifest(), "a")) == ()


def test_a_problem_has_its_pointer() -> None:
    (problem,) = validate(read(manifest(status="asleep"), "a"))
    assert problem.pointer == "/modulesContent/$edgeAgent/properties.desired/modules/cam/status"
    assert "asleep" in problem.message


def test_only_new_problems_are_caused() -> None:
    before, after = read(manifest(status="asleep"), "a"), read(manifest(status="asleep", restartPolicy="maybe"), "b")
    assert [problem.pointer.rsplit("/", 1)[-1] for problem in caused(before, after)] == ["restartPolicy"]
    assert caused(before, before) == ()


@pytest.mark.parametrize("version", [None, 1.1, "1,1", "1.0", "9"])
def test_a_version_that_is_repaired_causes_no_fault(version: Any) -> None:
    """The schema is chosen by the version, so a fault elsewhere is only seen once the version can be read."""

    def hub(version: Any) -> Manifest:
        text = manifest().replace(b"7200", b'"7200"')
        changed = json.loads(text)
        changed["modulesContent"]["$edgeHub"]["properties.desired"]["schemaVersion"] = version
        return read(json.dumps(changed).encode(), "a")

    assert caused(hub(version), hub("1.1")) == ()
    assert caused(read(manifest(), "a"), hub("1.1")) != ()


@pytest.mark.parametrize("path", sorted(CASES.glob("schema-departure-*.json")), ids=lambda path: path.stem)
def test_no_export_is_refused_for_a_fault_that_was_there_before(path: Path) -> None:
    """The module gets a name the schema knows, and only then the schema looks at it."""
    migration = migrate(read(path.read_bytes(), path.name), Device(), Decisions())
    assert migration.before.modules[2].name != migration.after().modules[2].name
    assert len(validate(migration.after())) >= len(validate(migration.before)) > 0
    assert caused(migration.before, migration.after()) == ()


FAULTS: list[dict[str, Any]] = [
    {"env": {"a.b": {"value": "c"}}},
    {"env": {"A": {"value": {}}, "a.b": {}}},
    {"status": "asleep"},
    {"restartPolicy": "unless-stopped"},
    {"type": "docker-compose"},
    {"settings": {"image": "i:1", "createOptions": {"Env": []}}},
    {"settings": {}},
    {"version": 1},
]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_judged_alike_under_every_name(fault: dict[str, Any], version: str) -> None:
    def named(name: str, **module: Any) -> Manifest:
        text = manifest(**module).replace(b'"cam"', json.dumps(name).encode())
        return read(text.replace(b'"schemaVersion": "1.1"', f'"schemaVersion": "{version}"'.encode()), "a")

    assert caused(named("My.Cam", **fault), named("my-cam", **fault)) == ()
    faults = caused(named("My.Cam"), named("my-cam", **fault))
    assert len(faults) >= len(validate(named("my-cam", **fault))) > 0
    assert [problem.kind.rsplit("/", 1)[-1] for problem in caused(named("cam"), named("My.Cam"))] == ["pattern"]


@pytest.mark.parametrize(
    "name",
    [f"azure-iot-edgeagent-deployment-{v}" for v in ("1.0", "1.1")]
    + [f"azure-iot-edgehub-deployment-{v}" for v in ("1.0", "1.1", "1.2")],
)
def test_the_schemas_are_shipped(name: str) -> None:
    schema = json.loads((files("resources") / "schemas" / f"{name}.json").read_text(encoding="utf-8-sig"))
    assert "properties" in schema


def test_the_sample_is_valid() -> None:
    sample = files("resources") / "samples" / "fpga-site.json"
    assert validate(read(sample.read_bytes(), "fpga-site.json")) == ()


@pytest.mark.parametrize(
    ("section", "version", "file"),
    [
        ("$edgeAgent", "1.0", "azure-iot-edgeagent-deployment-1.0.json"),
        ("$edgeAgent", "1.1.3", "azure-iot-edgeagent-deployment-1.1.json"),
        ("$edgeAgent", "1.2", None),
        ("$edgeHub", "1.2", "azure-iot-edgehub-deployment-1.2.json"),
        ("$edgeHub", 1.1, None),
        ("$edgeHub", "", None),
    ],
)
def test_the_schema_follows_the_version(section: str, version: Any, file: str | None) -> None:
    assert schema_used(section, {"schemaVersion": version}) == file


def test_a_message_quotes_no_long_value() -> None:
    secret = "Server=sql;Password=" + "geheim" * 20
    (problem,) = validate(read(manifest(env={"DB": {"value": [secret]}}), "a"))
    assert "geheim" not in problem.message and len(problem.message) < 200


def test_a_schema_is_never_fetched() -> None:
    from core.manifest.schemas import _document, _inlined, _schema

    with pytest.raises(FileNotFoundError):
        _inlined({"$ref": "https://schemas.example/other.json#/definitions/env"}, "azure-iot-edge-deployment-1.0.json")
    names = [
        f"azure-iot-{name}-deployment-{version}.json" for name, versions in VERSIONS.values() for version in versions
    ]
    assert len(names) == 5
    assert any("$ref" in json.dumps(_document(name)) for name in names)
    assert not any("$ref" in json.dumps(_schema(name)) for name in names)


def test_a_renamed_module_takes_its_problems_along() -> None:
    data = manifest(status="asleep").replace(b'"type": "docker", "status": "asleep"', b'"status": "asleep"')
    before, after = read(data, "a"), read(data.replace(b'"cam"', b'"camera"'), "b")
    assert len(validate(before)) == 2 and caused(before, after) == ()
    assert len(caused(read(manifest(), "c"), after)) == 2


WORDS: list[tuple[dict[str, Any], str]] = [
    ({"settings": {"image": 5}}, "a number was found, but a string is expected"),
    (
        {"settings": {"image": "i", "createOptions": {"StopTimeout": 120}}},
        "an object was found, but a string is expect",
    ),
    ({"settings": {}}, 'the key "image" is missing'),
    ({"restartPolicy": None}, 'null was found, but one of "never", "on-failure", "on-unhealthy", "always" is expected'),
    ({"startupOrder": -1}, "-1 was found, but at least 0 is expected"),
    ({"colour": 1}, 'the key "colour" is unknown here'),
    ({"colour": 1, "hue": 2}, 'the keys "colour", "hue" are unknown here'),
    ({"env": {"a b": {"value": "c"}}}, 'but "a b" was found'),
]


@pytest.mark.parametrize(("body", "words"), WORDS, ids=[words for _, words in WORDS])
def test_a_message_says_what_was_found_and_what_is_expected(body: dict[str, Any], words: str) -> None:
    """In words, and not in those of the library, which shows Python values."""
    (problem,) = validate(read(manifest(**body), "a"))
    assert words in problem.message


def test_a_message_about_several_forms_is_about_the_one_that_is_meant() -> None:
    tree = json.loads(manifest())
    hub = tree["modulesContent"]["$edgeHub"]["properties.desired"]
    hub["routes"] = {"a": {"route": "FROM /* INTO $upstream", "priority": 11}, "b": []}
    found = {problem.pointer[-1]: problem.message for problem in validate(read(json.dumps(tree).encode(), "a"))}
    assert found == {
        "a": "priority: 11 was found, but at most 9 is expected",
        "b": "an array was found, but an object or a string is expected",
    }
