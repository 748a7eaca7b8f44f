"""Walking through changes, searching and answering: where one is, what is explained, and what came of an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.diff.change_positions import count
from core.model import rule_ids
from tests.golden_cases import expand
from tests.gui.pages.review.test_robot_compare import diff_of, here
from tests.robot import Robot

pytestmark = pytest.mark.gui
BIND = f"{rule_ids.BIND}/weldScorer//app/models"


@pytest.fixture
def at_review(robot: Robot) -> Robot:
    robot.sample()
    robot.go(2)
    return robot


def put_caret_on(robot: Robot, index: int) -> None:
    """The caret moved to a row, as by a click or an arrow key."""
    body = diff_of(robot).body
    body.left.move_caret(body.blocks.blocks_of(index).start)


def lines_in_sight(robot: Robot) -> set[int]:
    body = diff_of(robot).body
    height = body.left.viewport().height()
    return {
        body.blocks.row_index(block)
        for block, top, size in body.left.visible_blocks()
        if top >= 0 and top + size <= height
    }


def test_f7_stops_at_changes_only_and_keeps_count(at_review: Robot) -> None:
    migration = at_review.session.migration
    assert migration is not None
    at_review.session.select("edgeAgent")
    for _press in range(12):
        at_review.key("F7")
        assert here(at_review).kind != "same"
        assert at_review.wizard.review_page.compare.place.text().endswith(f"of {count(migration)}")
        assert diff_of(at_review).isAncestorOf(at_review.focus())


def test_what_is_found_is_explained(at_review: Robot) -> None:
    at_review.session.select("weldScorer", BIND)
    at_review.key("Ctrl+F")
    at_review.keys("WIRESERVER_ADDRESS")
    assert rule_ids.FPGA_ADDRESS in at_review.session.selection.finding
    assert at_review.session.selection.finding in here(at_review).findings


def test_every_row_with_a_finding_is_explained(at_review: Robot) -> None:
    at_review.session.decide(BIND, "share:models ro")
    for module in ("weldScorer", "cameraIngest", "edgeHub", ""):
        at_review.session.select(module)
        rows = diff_of(at_review).rows()
        put_caret_on(at_review, len(rows) - 1)
        for index, row in enumerate(rows):
            put_caret_on(at_review, index)
            if row.findings:
                assert at_review.session.selection.finding in row.findings


def test_inside_a_mount_the_mount_is_explained(robot: Robot, tmp_path: Path) -> None:
    mount = {"Type": "bind", "Source": "/home/hcsshares/models", "Target": "/models", "ReadOnly": True}
    options = {"HostConfig": {"Privileged": True, "Mounts": [mount]}}
    manifest = tmp_path / "site.json"
    manifest.write_text(json.dumps(expand({"cam": {"createOptions": options}})), encoding="utf-8")
    robot.open(manifest)
    robot.go(2)
    robot.session.select("cam")
    diff_of(robot).commands.fold.setChecked(False)
    rows = diff_of(robot).rows()
    mounts = [i for i, row in enumerate(rows) if "/Mounts/0/" in row.pointer and row.kind == "same"]
    other = next(i for i, row in enumerate(rows) if row.pointer.endswith("/Privileged"))
    assert mounts
    for index in mounts:
        put_caret_on(robot, other)
        put_caret_on(robot, index)
        migration, finding = robot.session.migration, robot.session.selection.finding
        assert migration is not None and migration.finding(finding).pointer.endswith("/Mounts/0")
        QTest.keyClick(diff_of(robot).body.left, "\r")
        assert robot.session.selection.finding == finding


def test_an_answer_brings_what_came_into_sight(at_review: Robot) -> None:
    at_review.wizard.resize(1024, 600)
    at_review.session.select("weldScorer", BIND)
    at_review.settle()
    at_review.session.decide(BIND, "share:models ro")
    at_review.settle()
    rows = diff_of(at_review).rows()
    own = [index for index, row in enumerate(rows) if BIND in row.findings]
    came = [index for index in own if rows[index].kind == "added"]
    assert came and came[0] in lines_in_sight(at_review)
    if came[-1] - own[0] < diff_of(at_review).body.rows_in_view() - 2:
        assert set(own) <= lines_in_sight(at_review)


def test_next_stays_the_default_button(at_review: Robot) -> None:
    for key in ("F8", "F7", "Tab", "Tab", "F8", "Shift+F7"):
        at_review.key(key)
        default = [button.objectName() for button in at_review.wizard.findChildren(QPushButton) if button.isDefault()]
        assert default == ["nextButton"]
    at_review.key("F8")
    at_review.key("F7")
    at_review.key("Return")
    assert at_review.page() == "reviewPage"


def test_enter_presses_the_button_that_has_the_keyboard(at_review: Robot) -> None:
    at_review.tab_to("backButton")
    at_review.key("Return")
    assert at_review.page() == "devicePage"


def test_review_opens_on_the_first_change_where_nothing_is_asked(robot: Robot, tmp_path: Path) -> None:
    options = {"HostConfig": {"Binds": ["/home/hcsshares/models:/m"]}}
    manifest = tmp_path / "site.json"
    manifest.write_text(json.dumps(expand({"cam": {"createOptions": options}})), encoding="utf-8")
    robot.open(manifest)
    robot.go(1)
    robot.add_share("models")
    robot.go(2)
    migration = robot.session.migration
    assert migration is not None and not migration.open
    assert here(robot).kind != "same"
    assert robot.session.selection.finding in here(robot).findings
    assert robot.wizard.review_page.compare.place.text().startswith(("Change 1 ", "Changes 1 "))
