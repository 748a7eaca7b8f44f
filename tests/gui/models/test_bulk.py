"""Accepting, keeping and answering: one finding, a whole rule, every safe suggestion."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QScrollArea

from core.migration.migrate import Migration
from core.model import rule_ids
from core.report.work import is_loss
from gui.models import bulk
from gui.pages.review.bulk_dialog import BulkDialog
from tests.robot import Robot

pytestmark = pytest.mark.gui


def now(robot: Robot) -> Migration:
    assert robot.session.migration is not None
    return robot.session.migration


def dialog_of(robot: Robot) -> BulkDialog:
    dialogs = robot.wizard.review_page.findChildren(BulkDialog)
    assert [dialog.isVisible() for dialog in dialogs] == [True]
    return dialogs[0]


def press(dialog: BulkDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None and button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def undo(robot: Robot) -> None:
    robot.wizard.activateWindow()  # as a window manager does when the dialog is gone
    QTest.qWaitForWindowActive(robot.wizard)
    robot.key("Ctrl+Z")


def shown(dialog: BulkDialog) -> list[str]:
    return [item.key for item in dialog.list.items.items() if not item.group]


def test_one_suggestion_is_accepted(at_review: Robot) -> None:
    at_review.choose_finding("WIRESERVER_ADDRESS")
    finding = at_review.session.selection.finding
    area = at_review.find("answerScroll", QScrollArea)
    assert not area.isAncestorOf(at_review.find("acceptButton"))  # it stays in view however long the answer is
    at_review.click("acceptButton")
    assert area.verticalScrollBar().value() == 0
    assert [(item.finding, item.by) for item in now(at_review).decisions.items] == [(finding, "operator")]
    assert not at_review.has("acceptButton")
    at_review.go(3)
    at_review.open_tab(1)
    at_review.type("decisionsSearch", "WIRESERVER")
    assert at_review.says("Confirmed")
    at_review.go(2)
    at_review.click("resetButton")
    assert not now(at_review).decisions.items


def test_every_safe_suggestion_in_one_step(at_review: Robot) -> None:
    before = now(at_review)
    at_review.click("severalButton")
    dialog = dialog_of(at_review)
    result = shown(dialog)
    assert result and sorted(result) == sorted(bulk.safe(before).answers)
    assert not any(is_loss(before.finding(name), before.answers[name]) for name in result)
    assert dialog.apply.text() == f"Answer {len(result)} findings"
    press(dialog, "bulkApply")
    at_review.settle()
    after = now(at_review)
    assert sorted(item.finding for item in after.decisions.items) == sorted(result)
    assert after.output() == before.output(), "what was suggested is in force already"
    assert bulk.safe(after).answers == {}
    undo(at_review)
    assert not now(at_review).decisions.items


def test_a_rule_is_kept_with_a_note(at_review: Robot) -> None:
    at_review.choose_finding("would run two")
    at_review.key("Ctrl+Shift+A")
    at_review.wait_for(lambda: at_review.wizard.review_page.findChildren(BulkDialog) != [])
    dialog = dialog_of(at_review)
    press(dialog, "bulkKeep")
    assert not dialog.apply.isEnabled(), "keeping asks for a note"
    QTest.keyClicks(dialog.note, "tested on site")
    result = shown(dialog)
    press(dialog, "bulkApply")
    at_review.settle()
    items = now(at_review).decisions.items
    assert sorted(item.finding for item in items) == sorted(result) and len(result) > 1
    assert {(item.answer, item.note) for item in items} == {(None, "tested on site")}
    assert {now(at_review).resolution(name) for name in result} == {"kept"}


def press_cancel(dialog: BulkDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_one_answer_for_all_of_a_rule(at_review: Robot) -> None:
    rule = rule_ids.STRATEGY
    there = [finding for finding in bulk.of_rule(now(at_review), rule) if finding.question is not None]
    assert len(there) > 1
    first = there[0]
    other = next(option.value for option in first.question.options if option.value != first.default)  # type: ignore[union-attr]
    at_review.session.decide(first.id, other)
    at_review.session.select(first.module, first.id)
    at_review.click("severalButton")
    dialog = dialog_of(at_review)
    press(dialog, "bulkAlike")
    press(dialog, "bulkApply")
    at_review.settle()
    assert {now(at_review).answers[finding.id] for finding in there} == {other}
    undo(at_review)
    assert now(at_review).answers[there[1].id] == there[1].default


def test_cancel_answers_nothing(at_review: Robot) -> None:
    at_review.click("severalButton")
    press_cancel(dialog_of(at_review))
    at_review.settle()
    assert not now(at_review).decisions.items
