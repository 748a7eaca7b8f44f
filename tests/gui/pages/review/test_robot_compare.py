"""The comparison as its user meets it: the file's own text, folds, search, reasons, what is remembered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from core.diff.rows import Row
from gui.pages.review.hit_counter import HitCounter
from gui.widgets.diff.diff_view import DiffView
from tests.robot import Robot

pytestmark = pytest.mark.gui


def diff_of(robot: Robot) -> DiffView:
    return robot.wizard.review_page.compare.diff


def here(robot: Robot) -> Row:
    row = diff_of(robot).current_row()
    assert row is not None
    return row


def place(robot: Robot) -> str:
    return robot.wizard.review_page.compare.place.text()


def test_the_file_itself_on_both_sides(at_review: Robot) -> None:
    at_review.click("rawTextButton")
    migration = at_review.session.migration
    assert migration is not None
    for side, text in (("left", migration.before.source.text), ("right", migration.after().source.text)):
        lines = text.splitlines()
        shown = [getattr(row, side) for row in diff_of(at_review).rows() if getattr(row, side) is not None]
        assert any('"createOptions": "{\\"HostConfig' in line.text for line in shown)
        assert all(lines[line.number - 1] == line.text for line in shown)
    assert at_review.says("Before · the original file")
    at_review.key("Ctrl+Shift+U")
    assert any('"Binds": [' in row.left.text for row in diff_of(at_review).rows() if row.left is not None)


def test_raw_text_keeps_the_place_and_the_walk(at_review: Robot) -> None:
    at_review.choose_finding("WIRESERVER_ADDRESS")
    at_review.key("Ctrl+Shift+U")
    row = here(at_review)
    assert row.pointer.endswith("/settings/createOptions")
    assert row.left is not None and row.left.spans
    at_review.key("F7")
    assert here(at_review) is not row
    for _press in range(60):
        at_review.key("F7")
    assert place(at_review) == "No further change"
    at_review.key("Shift+F7")
    assert "of" in place(at_review)


def test_raw_text_hides_secrets_too(at_review: Robot) -> None:
    at_review.choose_module("historian")
    at_review.click("rawTextButton")
    pane = diff_of(at_review).body.left
    at_review.click("foldRowsButton")
    assert "kJ8s-2hQpLw0ZxT7vNfa" not in pane.toPlainText() and "•••" in pane.toPlainText()
    at_review.click("revealSecrets")
    assert "kJ8s-2hQpLw0ZxT7vNfa" in pane.toPlainText()


def click_action(menu: QMenu, name: str) -> None:
    action = menu.findChild(QAction, name)
    assert action is not None
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def choose_context(robot: Robot, lines: int) -> None:
    menu = diff_of(robot).folds.menu
    menu.popup(QPoint(0, 0))
    click_action(menu, f"context{lines}")
    robot.settle()


def test_more_or_fewer_lines_beside_each_change(at_review: Robot) -> None:
    heights = []
    for lines in (1, 3, 10, 0):
        choose_context(at_review, lines)
        heights.append(len(diff_of(at_review).rows()))
    assert heights == sorted(heights) and heights[0] < heights[1] < heights[3]
    assert heights[3] == len(diff_of(at_review).all_rows())


def test_folds_zoom_wrap_and_raw_are_remembered(new_robot: Callable[[], Robot]) -> None:
    first = new_robot()
    first.sample()
    first.go(2)
    choose_context(first, 1)
    for name in ("wrapRowsButton", "rawTextButton", "zoomInButton"):
        first.click(name)
    points = diff_of(first).scale.points
    first.close()
    second = new_robot()
    second.sample()
    second.go(2)
    diff = diff_of(second)
    assert diff.folds.lines == 1 and diff.scale.points == points
    assert diff.commands.wrap.isChecked() and diff.commands.raw.isChecked()


def test_a_fold_names_its_place(at_review: Robot) -> None:
    choose_context(at_review, 1)
    text = diff_of(at_review).body.left.toPlainText()
    fold = next(line for line in text.splitlines() if line.startswith("▸"))
    assert "unchanged line" in fold and " › " in fold


def test_wrapped_sides_stay_level(at_review: Robot) -> None:
    at_review.click("rawTextButton")
    at_review.click("wrapRowsButton")
    body = diff_of(at_review).body
    assert body.left.blockCount() == body.right.blockCount() > len(diff_of(at_review).rows())
    body.left.verticalScrollBar().setValue(body.left.verticalScrollBar().maximum())
    assert body.right.verticalScrollBar().value() == body.left.verticalScrollBar().value()


def test_a_changed_row_gives_title_and_reason(at_review: Robot) -> None:
    at_review.choose_finding("WIRESERVER_ADDRESS")
    diff = diff_of(at_review)
    at_review.key("F7")
    at_review.key("Shift+F7")
    index = diff.body.current_row()
    result = diff.describe(index).splitlines()
    assert result[0] in ("Changed", "Added", "Removed")
    assert "WIRESERVER_ADDRESS" in result[1]
    assert len(result[2]) > 30 and "<" not in result[2]
    assert diff.body.left.accessibleDescription() == diff.describe(index)
    QTest.keyClick(diff.body.left, Qt.Key.Key_F1)
    assert at_review.focus().objectName() == "explanationText"


def test_search_counts_in_the_case_asked_for(at_review: Robot) -> None:
    at_review.key("Ctrl+F")
    at_review.keys("ENV")
    loose = at_review.wizard.review_page.compare.diff.search_bar.count.text()
    at_review.click("searchExact")
    strict = at_review.wizard.review_page.compare.diff.search_bar.count.text()
    assert "in other modules" in loose and "in other modules" not in strict


def test_what_can_be_copied(at_review: Robot) -> None:
    at_review.choose_finding("WIRESERVER_ADDRESS")
    pane = diff_of(at_review).body.left
    copied = {}
    for name in ("copyValue", "copyPointer", "copyBoth"):
        pane.menu_wanted.emit(diff_of(at_review).body.current_row(), pane.mapToGlobal(QPoint(10, 10)))
        QApplication.processEvents()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        click_action(menu, name)
        copied[name] = QApplication.clipboard().text()
        at_review.settle()
    assert copied["copyValue"] == '"WIRESERVER_ADDRESS=10.139.218.1"'
    assert "/settings/createOptions/Env/" in copied["copyPointer"]
    assert "Before:" in copied["copyBoth"] and "After:" in copied["copyBoth"]


def test_hits_of_other_modules_are_counted_bit_by_bit(at_review: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    """No letter typed waits until all modules are searched, and Enter knows all of them."""
    bar, search = at_review.wizard.review_page.compare.diff.search_bar, at_review.wizard.review_page.compare.diff.search
    at_review.key("Ctrl+F")
    at_review.keys("e")
    whole = bar.count.text()
    assert "in other modules" in whole
    monkeypatch.setattr(HitCounter._count, "__defaults__", (0.0,))
    bar.entry.clear()
    at_review.keys("e")
    assert bar.count.text() != whole, "counting goes on later"
    at_review.wait_for(lambda: bar.count.text() == whole)
    bar.entry.clear()
    at_review.keys("e")
    search.count_all()
    assert bar.count.text() == whole
