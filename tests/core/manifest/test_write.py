"""Writing: create options return in their own form, or in the form asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from core.manifest import edit, write
from core.manifest.create_options import CHUNK_UNITS
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.model.base import Json
from core.model.changes import Change
from tests.strategies import Sample, samples

CAM = "/modulesContent/$edgeAgent/properties.desired/modules/cam"
OPTIONS = CAM + "/settings/createOptions"


def file(settings: dict[str, Any]) -> bytes:
    """One module `cam` with these settings, as a file."""
    module = {"type": "docker", "settings": {"image": "i:1", **settings}}
    agent = {"properties.desired": {"modules": {"cam": module}}}
    return json.dumps({"modulesContent": {"$edgeAgent": agent}}, indent=2).encode()


def written(manifest: Manifest, *changes: Change, forms: dict[str, str] | None = None) -> bytes:
    """The bytes after changes; checked to read back as the planned tree."""
    root, clashes = edit.sort(changes)
    lost: list[Change] = []
    keep = {place for module in manifest.modules for place in (module.pointer, module.options_pointer)}
    plan = edit.plan(manifest.tree, root, keep, lost)
    assert not clashes and not lost
    data = manifest.source.encode(write.text(manifest, plan, forms or {}))
    assert read(data, "after.json").tree == plan.value
    return data


def settings_of(data: bytes) -> dict[str, Json]:
    tree = json.loads(data)
    found: dict[str, Json] = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]["settings"]
    return found


GPU = Change("add", OPTIONS + "/k8s-experimental/resources/limits/nvidia.com~1gpu", "f", 1)


def test_a_string_keeps_its_own_spacing() -> None:
    manifest = read(file({"createOptions": '{ "HostConfig" : {"Privileged": true} }'}), "a")
    after = settings_of(written(manifest, Change("replace", OPTIONS + "/HostConfig/Privileged", "f", False)))
    assert after["createOptions"] == '{ "HostConfig" : {"Privileged": false} }'


def test_escapes_outside_the_change_survive() -> None:
    data = file({"createOptions": '{"Labels": {"a/b": "snö"}, "Env": ["A=1", "B=2"]}'}).replace(b"a/b", b"a\\/b")
    after = written(read(data, "a"), Change("remove", OPTIONS + "/Env/0", "f"))
    assert b'{\\"a\\/b\\": \\"sn\\u00f6\\"}' in after


@pytest.mark.parametrize("settings", [{}, {"createOptions": ""}, {"createOptions": None}, {"createOptions": "{}"}])
def test_options_that_did_not_exist_become_a_string(settings: dict[str, Any]) -> None:
    after = settings_of(written(read(file(settings), "a"), GPU))
    assert after["createOptions"] == '{"k8s-experimental":{"resources":{"limits":{"nvidia.com/gpu":1}}}}'


def test_an_object_stays_an_object_unless_a_string_is_asked_for() -> None:
    manifest = read(file({"createOptions": {"HostConfig": {"Privileged": True}}}), "a")
    assert isinstance(settings_of(written(manifest, GPU))["createOptions"], dict)
    text = settings_of(written(manifest, GPU, forms={"cam": "string"}))["createOptions"]
    assert text == '{"HostConfig":{"Privileged":true},"k8s-experimental":{"resources":{"limits":{"nvidia.com/gpu":1}}}}'


def test_an_object_with_comments_becomes_strict_text() -> None:
    data = file({"createOptions": {"Env": ["A=1"]}}).replace(b'"A=1"', b'"A=1", // first\n')
    after = settings_of(written(read(data, "a"), GPU, forms={"cam": "string"}))
    assert json.loads(after["createOptions"])["Env"] == ["A=1"]


def test_chunks_are_cut_again() -> None:
    text = json.dumps({"Env": [f"N{n}=" + "x" * 40 for n in range(30)]})
    parts = {f"createOptions{n:02d}" if n else "createOptions": text[n * 512 : (n + 1) * 512] for n in range(3)}
    manifest = read(file(parts), "a")
    grown = settings_of(
        written(manifest, *(Change("add", OPTIONS + "/Env/-", "f", f"M{n}=" + "y" * 60) for n in range(12)))
    )
    assert list(grown) == [
        "image",
        "createOptions",
        "createOptions01",
        "createOptions02",
        "createOptions03",
        "createOptions04",
    ]
    assert all(len(value) <= CHUNK_UNITS for key, value in grown.items() if key != "image")
    shrunk = settings_of(written(manifest, *(Change("remove", f"{OPTIONS}/Env/{n}", "f") for n in range(25))))
    assert list(shrunk) == ["image", "createOptions"]


def test_a_chunk_is_never_cut_inside_a_character() -> None:
    manifest = read(file({"createOptions": '{"Env": []', "createOptions01": "}"}), "a")
    after = settings_of(written(manifest, Change("add", OPTIONS + "/Env/-", "f", "A=" + "😀" * 600)))
    parts = [value for key, value in after.items() if key != "image"]
    assert all(len(part.encode("utf-16-le")) // 2 <= CHUNK_UNITS for part in parts)
    assert json.loads("".join(parts)) == {"Env": ["A=" + "😀" * 600]}


def test_a_string_over_four_kilobytes_becomes_chunks() -> None:
    manifest = read(file({"createOptions": json.dumps({"Env": ["A=" + "x" * 4070]})}), "a")
    after = settings_of(written(manifest, GPU))
    assert "createOptions01" in after


@given(samples())
def test_strict_form_holds_the_same_values(sample: Sample) -> None:
    manifest = read(sample.data, "a.json")
    data = write.strict(manifest)
    strict = json.loads(data)
    after = read(data, "b.json")
    assert after.tree == manifest.tree
    assert json.loads(data.decode("utf-8")) == strict
    for module in after.modules:
        assert module.encoding.value in ("string", "chunks", "empty", "absent") or after.root


@given(samples())
def test_no_change_is_the_same_file(sample: Sample) -> None:
    manifest = read(sample.data, "a.json")
    assert manifest.source.encode(write.text(manifest, None, {})) == sample.data
    assert written(manifest) == sample.data
