"""Rows: what pairs with what, what is folded, and which findings stand behind a change."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.diff.rows import Row, Side, fold, folded_lines, rows
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decisions
from core.model.device import Device, Share
from tests.bench.test_core import site
from tests.paths import SAMPLE


def migrated(options: dict[str, Any], name: str = "cam") -> Migration:
    module = {"type": "docker", "settings": {"image": "i:1", "createOptions": json.dumps(options)}}
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {name: module}}}}}
    device = Device(gpus=2, shares=(Share(name="input"),))
    return migrate(read(json.dumps(tree, indent=2).encode(), "site.json"), device, Decisions())


def texts(shown: tuple[Row, ...], kind: str) -> list[tuple[str | None, str | None]]:
    return [
        (row.left.text.strip() if row.left else None, row.right.text.strip() if row.right else None)
        for row in shown
        if row.kind == kind
    ]


def test_a_bind_goes_and_a_mount_comes() -> None:
    shown = rows(migrated({"HostConfig": {"Binds": ["/home/hcsshares/input:/data"]}}), "cam")
    assert ('"/home/hcsshares/input:/data"', None) in texts(shown, "removed")
    assert (None, '"Source": "input",') in texts(shown, "added")
    assert all(row.findings for row in shown if row.kind != "same")


def test_the_changed_part_of_a_value_is_marked() -> None:
    migration = migrated({"Env": ["A:B=1"]})
    changed = [row for row in rows(migration, "cam") if row.kind == "changed"]
    for row in changed:
        assert row.left is not None
        for start, end in row.left.spans:
            assert row.left.text[start:end] in (":", "A:B")


def test_equal_elements_are_distinguished_by_what_was_removed() -> None:
    twice = {"HostConfig": {"Binds": ["/home/hcsshares/input:/data", "/data:/data2"]}}
    shown = rows(migrated(twice), "cam")
    left = "\n".join(row.left.text for row in shown if row.left)
    assert json.loads("{" + left + "}")["cam"]["settings"]["createOptions"] == twice


def test_line_numbers_are_those_of_the_file() -> None:
    migration = migrated({"Env": ["A=1"]})
    lines = migration.before.source.text.splitlines()
    for row in rows(migration, "cam"):
        if row.left is not None and row.left.number is not None and '"image"' in row.left.text:
            assert '"image"' in lines[row.left.number - 1]


def test_a_renamed_module_is_one_row() -> None:
    migration = migrated({}, "My_Cam")
    first = rows(migration, "My_Cam")[0]
    assert first.kind == "changed" and first.left is not None and first.right is not None
    assert (first.left.text, first.right.text) == ('"My_Cam": {', '"my-cam": {')


def test_folding_keeps_context_and_counts_what_it_hides() -> None:
    shown = rows(migrated({"Labels": {f"k{n}": "v" for n in range(40)}, "Env": ["WIRESERVER_ADDRESS=1"]}), "cam")
    folded = fold(shown, context=2)
    assert sum(row.hidden or 1 for row in folded) == len(shown)
    assert [row for row in folded if row.kind not in ("same", "fold")] == [row for row in shown if row.kind != "same"]


def test_rows_can_be_masked() -> None:
    migration = migrated({"Env": ["TOKEN=abc", "WIRESERVER_ADDRESS=1"]})
    shown = rows(migration, "cam", lambda value: json.loads(json.dumps(value).replace("abc", "•••")))
    assert not any("abc" in side.text for row in shown for side in (row.left, row.right) if side)


def test_an_empty_key_is_a_key_like_any() -> None:
    shown = rows(migrated({"": {"": 1}, "Labels": {"": "x"}}), "cam")
    written = [row.right.text.strip() for row in shown if row.right is not None]
    assert '"": {' in written and '"": 1' in written and '"": "x"' in written


def test_the_deployment_says_where_the_modules_are() -> None:
    migration = migrated({"HostConfig": {"Binds": ["/data:/data"]}})
    shown = rows(migration, "")
    assert '"modules": { … }' in [left for left, _ in texts(shown, "same")]
    own = {finding.id for finding in migration.findings if finding.module == ""}
    assert {name for row in shown for name in row.findings} == own, "what a module asks is asked there"


def test_a_dotted_module_is_named_in_the_deployment() -> None:
    agent = {"properties.desired.modules.cam": {"settings": {"image": "i:1"}}, "properties.desired.routes": {}}
    manifest = read(json.dumps({"modulesContent": {"$edgeAgent": agent}}).encode(), "layer.json")
    shown = rows(migrate(manifest, Device(), Decisions()), "")
    assert any('"properties.desired.modules.cam": { … }' in left for left, _ in texts(shown, "same") if left)


@pytest.mark.parametrize("data", [SAMPLE.read_bytes(), site(12)], ids=["sample", "names that begin alike"])
@pytest.mark.parametrize("context", [1, 3])
def test_folded_lines_are_those_of_the_folded_rows(data: bytes, context: int) -> None:
    migration = migrate(read(data, "site.json"), Device(gpus=1, shares=(Share(name="in"),)), Decisions())
    mask = migration.redactor.value
    for name in ("", *(module.name for module in migration.before.modules)):
        folded = fold(rows(migration, name, mask), context)
        changes = any(row.kind not in ("same", "fold") for row in folded)
        shown = folded_lines(migration, name, mask, context)
        numbers = [(line.hidden, line.left, line.right) for line in shown]
        assert numbers == ([(row.hidden, _number(row.left), _number(row.right)) for row in folded] if changes else [])
        texts = [(line.line.left, line.line.right) for line in shown if line.line is not None]
        unfolded = [row for row in folded if row.kind != "fold"] if changes else []
        assert texts == [(row.left and row.left.text, row.right and row.right.text) for row in unfolded]


def _number(side: Side | None) -> int | None:
    return None if side is None else side.number
