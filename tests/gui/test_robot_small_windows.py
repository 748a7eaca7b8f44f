"""Every page in the smallest windows: no page scrolls to the side, and what was found is in view."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gui.pages.common.page import Step
from tests.robot import Robot

pytestmark = pytest.mark.gui

SMALL = [(683, 384), (911, 512), (960, 540), (1024, 600)]


def resize(robot: Robot, width: int, height: int) -> None:
    robot.wizard.resize(width, height)
    QApplication.processEvents()
    robot.settle()


def test_no_page_scrolls_to_the_side(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(Step.DEVICE)
    robot.click("suggestSharesButton")
    robot.go(Step.REVIEW)
    robot.answer_open()
    for step in (Step.IMPORT, Step.DEVICE, Step.REVIEW, Step.CHECK, Step.EXPORT):
        robot.wizard.go_to(step)
        robot.settle()
        for tab in range(4 if step == Step.CHECK else 1):
            if step == Step.CHECK:
                robot.wizard.current().tabs.setCurrentIndex(tab)
                robot.settle()
            for width, height in SMALL:
                resize(robot, width, height)
                page = robot.wizard.current()
                assert page.area.horizontalScrollBar().maximum() == 0, (step, tab, width)
                title = page.findChild(QLabel, "pageTitle")
                assert title is None or title.height() < 2 * title.fontMetrics().lineSpacing(), (step, width)


def test_what_was_found_is_in_view_in_a_small_window(robot: Robot, sample: Path) -> None:
    resize(robot, 683, 384)
    robot.open(sample)
    QApplication.processEvents()
    page = robot.wizard.import_page
    place = page.found.mapTo(page.area.viewport(), QPoint(0, 0))
    assert 0 <= place.y() < page.area.viewport().height() // 2


def test_the_keyboard_is_in_view_all_the_way_round(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    for step in (Step.IMPORT, Step.DEVICE, Step.CHECK, Step.EXPORT):
        robot.wizard.go_to(step)
        resize(robot, 683, 384)
        first, seen = robot.focus(), 0
        for _press in range(80):
            QTest.keyClick(robot.focus(), Qt.Key.Key_Tab)
            QApplication.processEvents()
            seen += 1
            assert not robot.focus().visibleRegion().isEmpty(), (step, robot.focus().objectName())
            if robot.focus() is first:
                break
        assert seen > 5
