"""The file's own text as rows: every line once, with its number, its place and the findings behind it."""

from __future__ import annotations

import json

import pytest

from core.diff.raw import raw_rows
from core.diff.rows import Row
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model import rule_ids
from core.model.decisions import Decisions
from core.model.device import Device
from core.redaction.redactor import Redactor
from tests.paths import ROOT

SAMPLE = ROOT.joinpath("resources", "samples", "fpga-site.json").read_bytes()


def migration_of(data: bytes) -> Migration:
    return migrate(read(data, "m.json"), Device(), Decisions())


def all_rows(migration: Migration) -> list[Row]:
    names = ["", *(module.name for module in migration.before.modules)]
    return [row for name in names for row in raw_rows(migration, name)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_line_of_both_files_is_in_one_row(newline: str) -> None:
    migration = migration_of(SAMPLE.replace(b"\r\n", b"\n").replace(b"\n", newline.encode()))
    rows = all_rows(migration)
    before, after = migration.before.source.text, migration.after().source.text
    for lines, sides in (
        (before.splitlines(), [row.left for row in rows if row.left is not None]),
        (after.splitlines(), [row.right for row in rows if row.right is not None]),
    ):
        result = sorted((side.number, side.text) for side in sides if side.number is not None)
        assert result == [(number, text) for number, text in enumerate(lines, 1)]


def test_a_minified_file_gives_each_module_its_part() -> None:
    migration = migration_of(json.dumps(json.loads(SAMPLE), separators=(",", ":")).encode())
    for module in migration.before.modules:
        text = "".join(row.left.text for row in raw_rows(migration, module.name) if row.left is not None)
        assert text.startswith(f'"{module.name}":') and text.count('"settings":') == 1
    rows = all_rows(migration)
    assert {row.left.number for row in rows if row.left is not None} == {1}


def test_rows_know_their_findings_and_kinds() -> None:
    migration = migration_of(SAMPLE)
    rows = all_rows(migration)
    assert all(row.findings for row in rows if row.kind != "same")
    assert all((row.left == row.right or (row.left and row.right)) for row in rows if row.kind == "same")
    option = next(row for row in raw_rows(migration, "weldScorer") if row.pointer.endswith("/createOptions"))
    assert option.kind == "changed" and option.left is not None and option.left.spans
    assert {f"{rule_ids.FPGA_BY_RESOURCE}/weldScorer/gpu"} <= set(option.findings)


def test_without_changes_nothing_is_marked() -> None:
    desired = b'{"schemaVersion": "1.1", "runtime": {"type": "docker"}, "modules": {}}'
    text = b'{"modulesContent": {"$edgeAgent": {"properties.desired": ' + desired + b"}}}"
    migration = migration_of(text)
    assert migration.output() == text
    assert {row.kind for row in all_rows(migration)} == {"same"}


def test_secrets_can_be_masked() -> None:
    migration = migration_of(SAMPLE)
    redactor = Redactor(migration.before)
    names = ["", *(module.name for module in migration.before.modules)]
    text = "\n".join(
        side.text
        for name in names
        for row in raw_rows(migration, name, redactor.text)
        for side in (row.left, row.right)
        if side is not None
    )
    assert "kJ8s-2hQpLw0ZxT7vNfa" in migration.before.source.text
    assert "kJ8s-2hQpLw0ZxT7vNfa" not in text and "hall4-pull-2023" not in text
