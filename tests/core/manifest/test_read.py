"""Reading: every shape and form is recognised, every fault has its place and its remedy."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.manifest.errors import ManifestError
from core.manifest.manifest import Encoding, Kind, Manifest
from core.manifest.read import read


def manifest(settings: dict[str, Any] | None = None, **agent: Any) -> dict[str, Any]:
    """A small deployment manifest with one custom module `cam`."""
    module = {
        "type": "docker",
        "status": "running",
        "restartPolicy": "always",
        "settings": {"image": "i:1", **(settings or {})},
    }
    desired = {"schemaVersion": "1.1", "systemModules": {}, "modules": {"cam": module}, **agent}
    return {"modulesContent": {"$edgeAgent": {"properties.desired": desired}}}


def opened(tree: Any) -> Manifest:
    return read(json.dumps(tree).encode(), "site.json")


@pytest.mark.parametrize(
    ("settings", "encoding", "options"),
    [
        ({}, Encoding.ABSENT, {}),
        ({"createOptions": ""}, Encoding.EMPTY, {}),
        ({"createOptions": None}, Encoding.EMPTY, {}),
        ({"createOptions": "null"}, Encoding.EMPTY, {}),
        ({"createOptions": {"Env": ["A=1"]}}, Encoding.OBJECT, {"Env": ["A=1"]}),
        ({"createOptions": '{"Env": ["A=1"]}'}, Encoding.STRING, {"Env": ["A=1"]}),
        ({"createoptions": '{"Env": ["A=1"]}'}, Encoding.STRING, {"Env": ["A=1"]}),
        (
            {"createOptions": '{"Env": [', "createOptions01": '"A=1"', "createOptions02": "]}"},
            Encoding.CHUNKS,
            {"Env": ["A=1"]},
        ),
    ],
)
def test_every_form_of_create_options(settings: dict[str, Any], encoding: Encoding, options: dict[str, Any]) -> None:
    module = opened(manifest(settings)).modules[0]
    assert (module.encoding, module.options) == (encoding, options)
    assert "createOptions01" not in module.body["settings"]


@pytest.mark.parametrize("text", ["${OPTIONS}", "$OPTIONS", " $OPTIONS "])
def test_a_placeholder_as_create_options_cannot_be_judged(text: str) -> None:
    module = opened(manifest({"createOptions": text})).modules[0]
    assert module.unjudged == text.strip() and module.options == {}


def test_bare_placeholders_are_values_no_one_knows() -> None:
    text = (
        json.dumps(manifest())
        .replace('"1.1"', "${SCHEMA}")
        .replace('"i:1"', '"i:1", "createOptions": {"HostConfig": {"Memory": $MEM}}')
    )
    found = read(text.encode(), "t.json")
    assert found.agent is not None and found.agent.value["schemaVersion"] == "${SCHEMA}"
    assert found.modules[0].get("HostConfig", "Memory") == "$MEM"


def test_system_and_custom_modules_routes_and_twins() -> None:
    tree = manifest(systemModules={"edgeHub": {"type": "docker", "settings": {"image": "h:1"}}})
    tree["modulesContent"]["$edgeHub"] = {"properties.desired": {"routes": {"up": "FROM /* INTO $upstream"}}}
    tree["modulesContent"]["cam"] = {"properties.desired": {"rate": 5}}
    found = opened(tree)
    assert [(module.name, module.kind) for module in found.modules] == [("edgeHub", Kind.SYSTEM), ("cam", Kind.CUSTOM)]
    assert [route.key for route in found.routes] == ["up"]
    assert found.twins["cam"].pointer == "/modulesContent/cam/properties.desired"


def test_layered_keys() -> None:
    module = {"type": "docker", "settings": {"image": "i"}}
    tree = {
        "content": {
            "modulesContent": {
                "$edgeAgent": {"properties.desired.modules.cam": module},
                "$edgeHub": {"properties.desired.routes.up": "FROM /* INTO $upstream"},
            }
        }
    }
    found = opened(tree)
    assert found.shape == "layered"
    assert found.modules[0].pointer == "/content/modulesContent/$edgeAgent/properties.desired.modules.cam"
    assert [route.key for route in found.routes] == ["properties.desired.routes.up"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_return_as_they_came(encoding: str) -> None:
    text = "\ufeff" * (encoding == "utf-16-le") + json.dumps(manifest({"image": "snö:1"}), ensure_ascii=False)
    data = text.encode(encoding)
    found = read(data, "site.json")
    assert found.source.encode(found.source.text) == data


FAULTS = [
    (b"", 0, "empty"),
    (b"\xff\xfeabc\x00\xd8", 1, "UTF-16"),
    (b'{"a": "\xe9"}', 1, "not UTF-8"),
    (b"ab\x00\x00", 0, "zero bytes"),
    (b"PK\x03\x04\x00\x00", 0, "ZIP archive"),
    (b"\x89PNG\r\n\x1a\n\x00", 0, "this is a PNG picture"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", 0, "this is a JPEG picture"),
    (b"%PDF-1.7\n", 0, "this is a PDF document"),
    (b"MZ\x90\x00", 0, "Windows program"),
    (b"apiVersion: v1\nkind: Pod\nmetadata: {}\n", 1, "Kubernetes YAML (Pod)"),
    (b"# a comment\n---\nkind: Service\napiVersion: v1\n", 1, "Kubernetes YAML (Service)"),
    (b"services:\n  cam:\n    image: i\n", 1, "Docker Compose"),
    (b'{"apiVersion": "v1", "kind": "List", "items": []}', 1, "Kubernetes JSON (List)"),
    (b'{"format": "edgeshift-decisions/1", "items": []}', 1, "decisions of EdgeShift"),
    (b'{"$schema": "https://schema.management.azure.com/deploymentTemplate.json#"}', 1, "Azure resource template"),
    (b'[{"moduleId": "cam", "authentication": {}}]', 1, "module identities"),
    (b'{"modulesContent": {\n', 1, "}} is missing"),
    ("{“modulesContent”: {}}".encode(), 1, "typographic"),
    (b"{'modulesContent': {}}", 1, "single quote"),
    (b'{"a": NaN}', 1, "NaN"),
    (b'{"a": True}', 1, "Python"),
    (b"modulesContent:\n  a: 1\n", 1, "YAML"),
    (b"<html></html>", 1, "XML or HTML"),
    (b'{"a": 1,\n "a": 2}', 2, "first in line 1"),
    (b'{"a": 1 "b": 2}', 1, "comma"),
    (b'{"a": 1} x', 1, "after the end"),
    (b'{"a": "x\ny"}', 1, "line break"),
    (b'{"a": "\\x"}', 1, "backslash"),
    (b'{"a": ' + b"9" * 5000 + b"}", 1, "digits"),
    (b"[1, 2]", 1, "not contain a JSON object"),
    (b'{"other": 1}', 1, '"other"'),
    (b'{"modulesContent": []}', 1, "not an object"),
    (b'{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": []}}}}', 1, "modules are not an object"),
    (b'{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"m": 1}}}}}', 1, '"m" is not an object'),
    (b"[" * 100000, 0, "nested"),
    (b'{"a":' * 300 + b"1" + b"}" * 300, 0, "nested"),
    (b" " * 5_000_001, 0, "bytes"),
]


@pytest.mark.parametrize(("data", "line", "words"), FAULTS, ids=range(len(FAULTS)))
def test_faults_are_reported_with_their_place(data: bytes, line: int, words: str) -> None:
    with pytest.raises(ManifestError) as caught:
        read(data, "site.json")
    assert words in str(caught.value)
    assert caught.value.line == line
    assert caught.value.file == "site.json"
    assert caught.value.expected


OPTION_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"createOptions": 5}, "a number"),
    ({"createOptions": []}, "an array"),
    ({"createOptions": "[]"}, "an array"),
    ({"createOptions": "{'a': 1}"}, "not JSON"),
    ({"createOptions": '{"a": 1,}'}, "not JSON"),
    ({"createOptions": '{"a": 1, "a": 2}'}, "twice"),
    ({"createOptions": "{", "createOptions02": "}"}, "gap"),
    ({"createOptions01": "{}"}, "gap"),
    ({"createOptions": "{", "createOptions01": 5}, "a number"),
    ({"createOptions": "{" + '"a":[' * 250 + "]" * 250 + "}"}, "not JSON"),
    ({"createOptions": ('{"a":' * 250) + "1" + "}" * 250}, "nested"),
    ({"createOptions": "{", **{f"createOptions{n:02d}": " " for n in range(1, 101)}}, "101 chunks"),
]


@pytest.mark.parametrize(("settings", "words"), OPTION_FAULTS, ids=range(len(OPTION_FAULTS)))
def test_create_options_that_cannot_be_read(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ManifestError, match="cam") as caught:
        opened(manifest(settings))
    assert words in str(caught.value)
    assert caught.value.pointer.startswith(
        "/modulesContent/$edgeAgent/properties.desired/modules/cam/settings/createOptions"
    )


def test_a_fault_inside_a_string_points_into_the_file() -> None:
    text = json.dumps(manifest({"createOptions": '{"snö": "\\n", bad}'}), indent=2)
    with pytest.raises(ManifestError) as caught:
        read(text.encode(), "site.json")
    line = text.splitlines()[caught.value.line - 1]
    assert line[caught.value.column - 1 :].startswith("bad")


def test_a_fault_in_a_later_chunk_points_to_that_chunk() -> None:
    text = json.dumps(manifest({"createOptions": '{"a": 1', "createOptions01": ", bad}"}), indent=2)
    with pytest.raises(ManifestError) as caught:
        read(text.encode(), "site.json")
    assert text.splitlines()[caught.value.line - 1].strip().startswith('"createOptions01"')


def test_five_hundred_modules_are_the_limit() -> None:
    entries = {f"m{n}": {"type": "docker", "settings": {}} for n in range(501)}
    with pytest.raises(ManifestError, match="501 modules"):
        opened(manifest(modules=entries))


def test_a_twin_as_module_twin_show_prints_it() -> None:
    desired = manifest()["modulesContent"]["$edgeAgent"]["properties.desired"]
    found = opened({"moduleId": "$edgeAgent", "properties": {"desired": {**desired, "$version": 7}, "reported": {}}})
    assert found.shape == "twin"
    assert found.modules[0].pointer == "/properties/desired/modules/cam"


def test_several_twins_in_one_file() -> None:
    desired = manifest()["modulesContent"]["$edgeAgent"]["properties.desired"]
    twins = [
        {"moduleId": "$edgeAgent", "properties": {"desired": desired}},
        {"moduleId": "$edgeHub", "properties": {"desired": {"routes": {"up": "FROM /* INTO $upstream"}}}},
        {"moduleId": "cam", "properties": {"desired": {"rate": 5}}},
    ]
    found = opened(twins)
    assert found.shape == "twins"
    assert found.modules[0].pointer == "/0/properties/desired/modules/cam"
    assert found.hub is not None and found.hub.pointer == "/1/properties/desired"
    assert found.twins["cam"].value == {"rate": 5}


@pytest.mark.parametrize("form", ["object", "string"])
def test_create_options_alone(form: str) -> None:
    options = {"HostConfig": {"Binds": ["/a:/b"]}}
    found = read(json.dumps(options if form == "object" else json.dumps(options)).encode(), "o.json", "cam")
    module = found.modules[0]
    assert (module.name, module.options, found.root) == ("cam", options, "/settings/createOptions")


def test_a_fault_in_create_options_alone_has_its_place() -> None:
    with pytest.raises(ManifestError) as caught:
        read(json.dumps('{"HostConfig": bad}').encode(), "o.json")
    assert (caught.value.line, caught.value.column) == (1, 1 + len(r'"{\"HostConfig\": '))


def test_a_manifest_for_windows_containers_is_refused() -> None:
    with pytest.raises(ManifestError, match="Windows containers") as caught:
        opened(manifest({"image": "registry.example/cam:1.0-windows-amd64"}))
    assert caught.value.line == 1 and caught.value.remedy
    assert caught.value.pointer.endswith("/cam/settings/image")
