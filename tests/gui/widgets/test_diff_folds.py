"""Folds: made by the view or by whoever gives the rows, opened by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.diff.rows import Row
from gui.widgets.diff.diff_view import DiffView
from tests.gui.widgets.helpers import point_of


def test_folds_by_itself_and_opens_by_click(view: DiffView, rows: tuple[Row, ...], qtbot: QtBot) -> None:
    view.set_rows(rows, context=3)
    place = next(index for index, row in enumerate(view.rows()) if row.kind == "fold")
    assert len(view.rows()) < len(rows)
    text = view.body.left.document().findBlockByNumber(place).text()
    assert text == view.body.right.document().findBlockByNumber(place).text()
    assert "34" in text
    assert "camera" in text
    QTest.mouseClick(view.body.left.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view.body.left, place))
    assert tuple(view.rows()) == rows


def test_enter_opens_a_fold(view: DiffView, rows: tuple[Row, ...]) -> None:
    view.set_rows(rows, context=3)
    place = next(index for index, row in enumerate(view.rows()) if row.kind == "fold")
    view.body.left.setFocus()
    view.body.left.move_caret(place)
    QTest.keyClick(view.body.left, Qt.Key.Key_Return)
    assert tuple(view.rows()) == rows


def test_fold_switch_folds_and_shows_all(view: DiffView, rows: tuple[Row, ...]) -> None:
    view.commands.fold.trigger()
    assert any(row.kind == "fold" for row in view.rows())
    view.commands.fold.trigger()
    assert tuple(view.rows()) == rows
