"""What goes to the clipboard: the file's text, never our filler."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from core.diff.rows import Row, Side
from core.model import rule_ids
from gui.widgets.diff.diff_menu import ForFinding, Spot, make_menu
from gui.widgets.diff.diff_pane import DiffPane
from gui.widgets.diff.diff_view import DiffView

CTRL = Qt.KeyboardModifier.ControlModifier


def copy_all(pane: DiffPane) -> str:
    """Select everything and copy by key."""
    pane.setFocus()
    QTest.keyClick(pane, Qt.Key.Key_A, CTRL)
    QTest.keyClick(pane, Qt.Key.Key_C, CTRL)
    return QApplication.clipboard().text()


@pytest.mark.parametrize("wrap", [False, True])
def test_copying_a_side_skips_filler_and_wraps(view: DiffView, rows: tuple[Row, ...], wrap: bool) -> None:
    view.resize(360, 500)
    view.commands.wrap.setChecked(wrap)
    for pane, sides in zip(view.body.panes, ([r.left for r in rows], [r.right for r in rows]), strict=True):
        assert copy_all(pane) == "\n".join(side.text for side in sides if side is not None)


def test_copying_skips_folds(view: DiffView, rows: tuple[Row, ...]) -> None:
    view.set_rows(rows, context=3)
    assert "unchanged" not in copy_all(view.body.left)


def test_copying_gives_treacherous_characters_back(view: DiffView) -> None:
    text = '"a": "\u2028 \U0001f600 \u202e x"'
    view.set_rows([Row(Side(1, text), Side(1, text), "same", "/a")])
    assert copy_all(view.body.left) == text


def menu_of(view: DiffView, index: int, side: str = "left", finding: str = "") -> tuple[QMenu, Mock, Mock]:
    """The menu of a row, with listeners for explain and answer."""
    explain, answer = Mock(), Mock()
    spot = Spot(view.all_rows(), index, "left" if side == "left" else "right", "")
    return make_menu(spot, finding, ForFinding(explain, answer), None, view), explain, answer


def pick(menu: QMenu, name: str) -> None:
    """Choose an entry by its name."""
    action = menu.findChild(QAction, name)
    assert action is not None
    action.trigger()


def test_menu_copies_value_pointer_and_both(view: DiffView) -> None:
    menu, _explain, _answer = menu_of(view, 5, "right")
    pick(menu, "copyValue")
    assert QApplication.clipboard().text() == "1"
    pick(menu, "copyPointer")
    assert QApplication.clipboard().text().endswith("/limits/microsoft.com~1fpga_catapult")
    pick(menu, "copyBoth")
    assert QApplication.clipboard().text().split("\n")[1:] == ["Before: 2", "After: 1"]


def test_menu_explains_and_leads_to_the_answer(view: DiffView) -> None:
    menu, explain, answer = menu_of(view, 5, finding=f"{rule_ids.FPGA_BY_RESOURCE}/camera/limits")
    pick(menu, "explainRow")
    explain.assert_called_once_with(f"{rule_ids.FPGA_BY_RESOURCE}/camera/limits")
    pick(menu, "answerRow")
    answer.assert_called_once_with(f"{rule_ids.FPGA_BY_RESOURCE}/camera/limits")


def test_menu_offers_only_what_makes_sense(view: DiffView) -> None:
    menu, _explain, _answer = menu_of(view, 1)
    names = {action.objectName() for action in menu.actions()}
    assert names == {"copyValue", "copyPointer"}
    menu, _explain, _answer = menu_of(view, 2, "right")
    assert "copyValue" not in {action.objectName() for action in menu.actions()}


def test_menu_key_opens_the_menu_of_the_caret(view: DiffView) -> None:
    view.walk.next()
    view.body.left.menu_wanted.emit(2, view.mapToGlobal(view.rect().center()))
    menu = view.findChild(QMenu, "rowMenu")
    assert menu is not None
    assert menu.isVisible()
    menu.close()
