"""What is made ready between events is what a click would have made, and a click does not wait for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.app.preload import Preloader
from gui.pages.common.page import Step
from tests.robot import Robot

pytestmark = pytest.mark.gui


def test_all_pages_are_made_while_nothing_happens(robot: Robot, qtbot: QtBot) -> None:
    preloader = Preloader(robot.wizard)
    with qtbot.waitSignal(preloader.done, timeout=30_000):
        preloader.start()
    assert len(robot.wizard.all_pages()) == len(Step)
    pane = robot.wizard.review_page.compare
    robot.sample()
    robot.next()
    robot.next()
    assert robot.page() == "reviewPage"
    assert robot.wizard.review_page.compare is pane
    assert pane.isVisible()


def test_a_click_comes_first(robot: Robot, qtbot: QtBot, sample: Path) -> None:
    preloader = Preloader(robot.wizard)
    preloader.start()
    robot.open(sample)
    robot.next()
    robot.next()
    assert robot.page() == "reviewPage"
    with qtbot.waitSignal(preloader.done, timeout=30_000):
        robot.settle()
    assert robot.says("cameraIngest")
