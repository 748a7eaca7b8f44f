"""Robots for tests of the window: each has a home of its own, and leaves nothing behind."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.paths import SAMPLE
from tests.robot import Robot


class Strays(QObject):
    """Sees every window that is shown: a part shown before it has a parent flashes up and takes the keyboard."""

    WANTED = (QDialog, QMenu)
    MEANT = (Qt.WindowType.ToolTip, Qt.WindowType.Popup)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks."""
        shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and not isinstance(watched, self.WANTED) and watched.windowType() not in self.MEANT:
            self.found.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def new_robot(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Robot]]:
    """Makes robots that share one home, as the same person does who starts the program again."""
    robots: list[Robot] = []
    before = [f"{type(widget).__name__} {widget.objectName()}" for widget in QApplication.topLevelWidgets()]
    strays = Strays()
    QApplication.instance().installEventFilter(strays)

    def make() -> Robot:
        robot = Robot(tmp_path / "robot")
        robots.append(robot)
        return robot

    yield make
    QApplication.instance().removeEventFilter(strays)
    assert not strays.found, "windows nobody asked for flashed up"
    for robot in robots:
        robot.wizard.close()
        robot.wizard.deleteLater()
    robots.clear()
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    left = [f"{type(widget).__name__} {widget.objectName()}" for widget in QApplication.topLevelWidgets()]
    assert [name for name in left if name not in before] == [], "the window left parts of itself behind"


@pytest.fixture
def robot(new_robot: Callable[[], Robot]) -> Robot:
    """One robot in front of a fresh window."""
    return new_robot()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample as a file of the operator's."""
    path = tmp_path / "site" / "fpga-site.json"
    path.parent.mkdir()
    path.write_bytes(SAMPLE.read_bytes())
    return path


@pytest.fixture
def at_review(robot: Robot) -> Robot:
    """On the Review page of the sample, one of its modules in view."""
    robot.sample()
    robot.go(2)
    robot.choose_module("weldScorer")
    return robot
