"""One count of changes: by module, by stop, in all."""

from __future__ import annotations

import re

import pytest

from core.diff.change_positions import by_module, count, counts
from core.diff.rows import rows
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model import rule_ids
from core.model.device import Device
from gui.pages.common.page import Step
from gui.state.loading import blank_decisions
from gui.widgets.diff.diff_rows import changes
from tests.paths import SAMPLE
from tests.robot import Robot

pytestmark = pytest.mark.gui


def migration_of(text: bytes) -> Migration:
    manifest, device = read(text, "m.json"), Device()
    return migrate(manifest, device, blank_decisions(manifest, device))


def test_every_change_is_at_one_change_position() -> None:
    migration = migration_of(SAMPLE.read_bytes())
    for name, entries in by_module(migration).items():
        shown = rows(migration, name)
        runs = changes(shown)
        found = counts(runs, shown, entries)
        assert sum(found) == len(entries)
        for run, number in zip(runs, found, strict=True):
            assert (number > 0) == any(row.kind != "same" for row in shown[run.start : run.stop]), (name, run)


def test_modules_add_up_to_the_ledger() -> None:
    migration = migration_of(SAMPLE.read_bytes())
    assert count(migration) == sum(entry.kind != "kept" for entry in migration.ledger)
    assert list(by_module(migration))[1:] == [module.name for module in migration.before.modules]


def test_a_rename_counts_where_it_is_made() -> None:
    text = SAMPLE.read_bytes().replace(b"cameraIngest", b"camera_ingest")
    migration = migration_of(text)
    renamed = [entry for entry in by_module(migration).get("", ()) if entry.finding.startswith(f"{rule_ids.NEW_NAME}/")]
    assert renamed and all("/routes/" in entry.pointer for entry in renamed)


def test_all_pages_tell_the_same_number(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.answer_open()
    migration = robot.session.migration
    assert migration is not None
    total = count(migration)
    captions = [item.caption for item in robot.wizard.review_page.outline.view.items.modules()]
    assert sum(int(found[1]) for caption in captions if (found := re.search(r"(\d+) change", caption))) == total
    robot.choose_module("edgeAgent")
    robot.key("F7")
    assert str(total) in robot.wizard.review_page.compare.place.text()
    robot.go(Step.CHECK)
    robot.open_tab(1)
    assert robot.says(f"{total} changes ·")
