"""The accessibility tree as a screen reader walks it: whatever can be stood on says what it is, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QPalette
from PySide6.QtWidgets import QApplication

from gui.pages.common.page import Step
from gui.theme import style
from gui.theme.tokens import tokens
from tests.robot import Robot

pytestmark = pytest.mark.gui

SIZES = [(1366, 768), (683, 384)]
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.List,
    QAccessible.Role.ListItem,
    QAccessible.Role.Table,
    QAccessible.Role.Cell,
    QAccessible.Role.ColumnHeader,
    QAccessible.Role.PageTab,
}
DEEP, MANY = 30, 400
FEWEST = 8
"""Parts in view on every page: the steps, the commands, the buttons."""


def _walk(node: QAccessibleInterface, path: str = "", depth: int = 0) -> Iterator[tuple[str, QAccessibleInterface]]:
    if not node.isValid() or node.state().invisible or depth > DEEP:
        return
    widget = node.object()
    here = f"{path}/{widget.objectName() or type(widget).__name__}" if widget is not None else path
    yield here, node
    for place in range(min(node.childCount(), MANY)):
        child = node.child(place)
        if child is not None:
            yield from _walk(child, here, depth + 1)


def _unnamed(robot: Robot) -> list[str]:
    root = QAccessible.queryAccessibleInterface(robot.wizard)
    assert root is not None
    result = [
        (path, node)
        for path, node in _walk(root)
        if node.role() in ROLES and "qt_spinbox" not in path and "qt_scrollarea" not in path
    ]
    assert len(result) > FEWEST, "the tree is not there"
    return [f"{path} {node.role().name}" for path, node in result if not _says(node)]


def _says(node: QAccessibleInterface) -> bool:
    return any(node.text(kind).strip() for kind in (QAccessible.Text.Name, QAccessible.Text.Value))


@pytest.mark.parametrize("size", SIZES, ids=["1366x768", "200 percent of it"])
def test_nothing_on_any_page_is_unnamed(robot: Robot, sample: Path, size: tuple[int, int]) -> None:
    robot.wizard.resize(*size)
    assert _unnamed(robot) == []
    robot.open(sample)
    for step in Step:
        robot.go(step)
        assert _unnamed(robot) == [], robot.page()


def _contrasting() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, color in (
        (role.Window, "#000000"), (role.WindowText, "#ffff00"), (role.Base, "#000000"), (role.Text, "#ffff00"),
        (role.Button, "#000000"), (role.ButtonText, "#00ff00"), (role.Highlight, "#00ffff"),
        (role.HighlightedText, "#000000"), (role.AlternateBase, "#000000"),
    ):  # fmt: skip
        palette.setColor(where, QColor(color))
    return palette


def test_the_systems_own_contrast_rules(robot: Robot, sample: Path, qapp: QApplication) -> None:
    """With high contrast there is no style sheet of ours, and what we paint takes the colors of the system."""
    robot.open(sample)
    before = QPalette(qapp.palette())
    style.apply(qapp, "system", contrast=True)
    try:
        qapp.setPalette(_contrasting())
        assert qapp.styleSheet() == ""
        colors = tokens()
        assert (colors.background, colors.text, colors.accent) == ("#000000", "#ffff00", "#00ffff")
        for step in Step:
            robot.go(step)
            picture = robot.wizard.grab().toImage()
            points = [(x, y) for x in range(0, picture.width(), 16) for y in range(0, picture.height(), 16)]
            dark = sum(picture.pixelColor(x, y).lightness() < 40 for x, y in points)
            assert dark > len(points) * 0.7, robot.page()
    finally:
        qapp.setPalette(before)
        style.apply(qapp, "light")
