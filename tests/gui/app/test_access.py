"""Everything can be named, reached and pressed without a mouse, on every page and in every state of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QWidget,
)

from gui.app.actions import commands
from gui.pages.common.page import Step
from tests.robot import Robot

pytestmark = pytest.mark.gui

STEPS = tuple(Step)


@pytest.fixture
def walked(robot: Robot, sample: Path) -> Callable[[int], Robot]:
    """The window on one of its pages, with as much on it as there can be."""
    robot.open(sample)

    def to(step: int) -> Robot:
        robot.go(step)
        if robot.page() == "devicePage":
            robot.add_share("input")
            robot.click("proxyUse")
            robot.click("advancedButton")
        return robot

    return to


def _visible(robot: Robot) -> Iterator[QWidget]:
    for widget in robot.wizard.findChildren(QWidget):
        if widget.isVisible():
            yield widget


def _mnemonic(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
        return QKeySequence.mnemonic(widget.text()).toString()
    return ""


@pytest.mark.parametrize("step", STEPS)
def test_every_page_is_worked_by_keyboard_and_named(walked: Callable[[int], Robot], step: int) -> None:
    robot = walked(step)
    mnemonics_are_unique(robot)
    everything_has_a_name(robot)
    combo_boxes_have_labels(robot)
    tab_comes_round_and_reaches_next(robot, step)
    half_the_space_is_enough(robot)


def mnemonics_are_unique(robot: Robot) -> None:
    found = Counter(filter(None, map(_mnemonic, _visible(robot))))
    assert found
    assert [key for key, count in found.items() if count > 1] == []


def test_every_mnemonic_of_the_result_is_unique(walked: Callable[[int], Robot], tmp_path: Path) -> None:
    robot = walked(2)
    robot.answer_open()
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(tmp_path / "out"))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    found = Counter(filter(None, map(_mnemonic, _visible(robot))))
    assert [key for key, count in found.items() if count > 1] == []


def everything_has_a_name(robot: Robot) -> None:
    labelled = {label.buddy() for label in robot.wizard.findChildren(QLabel) if label.buddy() is not None}
    unnamed = []
    for widget in _visible(robot):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or isinstance(widget, QScrollBar | QMenu):
            continue
        inside = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox | QLineEdit)
        if inside or widget is robot.wizard or widget.objectName().startswith("qt_"):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not widget.objectName() or not (widget.accessibleName() or text or widget in labelled):
            unnamed.append(f"{type(widget).__name__} {widget.objectName()!r} {widget.accessibleName()!r}")
    assert unnamed == []


def combo_boxes_have_labels(robot: Robot) -> None:
    labelled = {label.buddy() for label in robot.wizard.findChildren(QLabel)}
    combos = [widget for widget in _visible(robot) if isinstance(widget, QComboBox)]
    assert [combo.objectName() for combo in combos if combo not in labelled] == []


def tab_comes_round_and_reaches_next(robot: Robot, step: int) -> None:
    first = robot.wizard.button(robot.wizard.WizardButton.CancelButton)
    first.setFocus()
    seen = []
    for _press in range(90):
        robot.key("Tab")
        seen.append(robot.focus().objectName())
        if robot.focus() is first:
            break
    assert robot.focus() is first
    assert ("finishButton" if step == Step.EXPORT else "nextButton") in seen
    assert len(set(seen)) == len(seen)


def test_every_shortcut_is_unique(walked: Callable[[int], Robot]) -> None:
    robot = walked(2)
    keys: Counter[str] = Counter()
    owners = [robot.wizard, *robot.wizard.findChildren(QWidget)]
    for action in {action for owner in owners for action in owner.actions()}:
        keys.update(key.toString() for key in action.shortcuts())
    keys.update(shortcut.key().toString() for shortcut in robot.wizard.findChildren(QShortcut))
    assert [key for key, count in keys.items() if key and count > 1] == []


def test_the_sheet_lists_the_keys_there_are(walked: Callable[[int], Robot]) -> None:
    robot = walked(2)
    owners = [robot.wizard, *robot.wizard.findChildren(QWidget)]
    keys_there = {key.toString() for owner in owners for action in owner.actions() for key in action.shortcuts()}
    outcome = {key for command in commands() for key in command.keys if "…" not in key}
    by_widgets = {"Alt+N", "Alt+B", "Ctrl+V", "F1"}
    assert outcome - keys_there <= by_widgets
    robot.key("Ctrl+?")
    robot.wait_for(lambda: any(widget.objectName() == "shortcutSheet" for widget in QApplication.topLevelWidgets()))
    sheet = next(widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "shortcutSheet")
    assert any(label.text() == "F8" for label in sheet.findChildren(QLabel))
    sheet.close()


def half_the_space_is_enough(robot: Robot) -> None:
    """1366 × 768 at 200 % leaves 683 × 384: nothing may force the window to be larger."""
    robot.wizard.resize(683, 384)
    robot.settle()
    assert robot.wizard.width() <= 700
    assert robot.wizard.height() <= 400
    button = robot.wizard.button(robot.wizard.WizardButton.CancelButton)
    assert robot.wizard.rect().contains(button.geometry())
