"""Robots for tests of the window: each has a home of its own, and leaves nothing behind."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.app.preload import MODULES
from gui.app.steps import page_types
from gui.state import loading
from tests.paths import SAMPLE
from tests.robot import Robot


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish() -> None:
    """Imports what the first window would, so that no garbage collection of a robot goes through those modules."""
    for name in ("gui.app.window_chrome", *MODULES):
        importlib.import_module(name)
    page_types()


BLANK = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def blank_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves `report.pdf` blank but where a test is marked `prints`: the wizard prints it anew after each change."""
    if request.node.get_closest_marker("prints") is None:
        monkeypatch.setattr(loading, "printed", lambda _html: BLANK)


class Strays:
    """Sees every window that flashes up: a part shown before it has a parent is a window, and takes the keyboard.

    Off-screen, each window that is shown takes the focus. If it is gone before events are processed, the focus is
    nowhere, although the window that had it is still shown. An event filter would be called for 11,000 events a test.
    """

    WANTED = (QDialog, QMenu)
    MEANT = (Qt.WindowType.ToolTip, Qt.WindowType.Popup)

    def __init__(self) -> None:
        self.found: list[str] = []
        self._last: QWidget | None = None

    def look(self, window: QWindow | None) -> None:
        """Notes what took the focus, if it is a stray."""
        last, self._last = self._last, _widget_of(window)
        if window is None and last is not None and isValid(last) and last.isVisible():
            self.found.append(f"a part that was gone at once, over {last.objectName()}")
        if (now := self._last) and not isinstance(now, self.WANTED) and now.windowType() not in self.MEANT:
            self.found.append(f"{type(now).__name__} {now.objectName()}")


def _widget_of(window: QWindow | None) -> QWidget | None:
    tops = QApplication.topLevelWidgets()
    return None if window is None else next((top for top in tops if top.windowHandle() == window), None)


@pytest.fixture
def strays(qtbot: QtBot) -> Iterator[Strays]:
    """The windows that flash up during a test."""
    strays = Strays()
    QApplication.instance().focusWindowChanged.connect(strays.look)
    yield strays
    QApplication.instance().focusWindowChanged.disconnect(strays.look)


@pytest.fixture
def new_robot(strays: Strays, tmp_path: Path) -> Iterator[Callable[[], Robot]]:
    """Makes robots that share one home, as the same person does who starts the program again."""
    robots: list[Robot] = []
    before = [f"{type(widget).__name__} {widget.objectName()}" for widget in QApplication.topLevelWidgets()]

    def make() -> Robot:
        robot = Robot(tmp_path / "robot")
        robots.append(robot)
        return robot

    yield make
    QApplication.processEvents()
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
