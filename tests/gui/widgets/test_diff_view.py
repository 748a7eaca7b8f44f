"""The comparison as people use it: look, walk, fold, point, ask, wrap, zoom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from core.diff.rows import Row
from core.model import rule_ids
from gui.theme import style
from gui.theme.diff_colors import diff_colors
from gui.widgets.diff.diff_view import DiffView
from tests.gui.widgets.helpers import listen, point_of

WIRE = "wireserver-address/camera/WIRESERVER_ADDRESS"
GPU = f"{rule_ids.FPGA_BY_RESOURCE}/camera/limits"
BIND = f"{rule_ids.BIND}/camera/in"


def test_both_sides_hold_the_same_number_of_blocks(view: DiffView, rows: tuple[Row, ...]) -> None:
    counts = {pane.document().blockCount() for pane in view.body.panes}
    assert counts == {len(rows)}
    left, right = view.body.panes
    assert left.document().findBlockByNumber(2).text() == '  "WIRESERVER_ADDRESS": {'
    assert right.document().findBlockByNumber(2).text() == ""
    view.commands.wrap.setChecked(True)
    view.resize(520, 600)
    assert len({pane.document().blockCount() for pane in view.body.panes}) == 1


def test_walks_through_the_changes_and_says_when_there_are_no_more(view: DiffView) -> None:
    places, out = listen(view.walk.moved), listen(view.walk.ran_out)
    for _ in range(3):
        view.commands.next.trigger()
    assert [call.args for call in places.call_args_list] == [(0, 3), (1, 3), (2, 3)], "a question is no change"
    assert not out.called
    view.commands.next.trigger()
    out.assert_called_once_with(1)
    view.walk.first()
    view.commands.previous.trigger()
    assert out.call_args.args == (-1,)
    view.walk.last()
    assert view.walk.place() == (2, 3)


def test_going_to_a_change_names_its_findings(view: DiffView) -> None:
    heard = listen(view.row_selected)
    view.walk.next()
    findings, pointer = heard.call_args.args
    assert tuple(findings) == (WIRE,)
    assert pointer.endswith("/env/WIRESERVER_ADDRESS")


@pytest.mark.parametrize("key", ["F7", "Alt+Down"])
def test_keys_walk_from_the_panes(view: DiffView, key: str) -> None:
    view.body.left.setFocus()
    combination = QKeySequence(key)[0]
    QTest.keyClick(view.body.left, combination.key(), combination.keyboardModifiers())
    assert view.walk.place() == (0, 3)


def test_moving_the_caret_selects_the_row_on_both_sides(view: DiffView) -> None:
    heard = listen(view.row_selected)
    view.body.left.setFocus()
    for _ in range(5):
        QTest.keyClick(view.body.left, Qt.Key.Key_Down)
    assert tuple(heard.call_args.args[0]) == (GPU,)
    assert [pane.current_row for pane in view.body.panes] == [5, 5]
    row = view.current_row()
    assert row is not None
    assert row.findings == (GPU,)


def test_a_click_selects_the_row_even_the_first(view: DiffView) -> None:
    heard = listen(view.row_selected)
    QTest.mouseClick(view.body.right.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view.body.right, 0))
    assert heard.call_args.args[1].endswith("/camera")


def test_selecting_findings_marks_their_rows_quietly(view: DiffView) -> None:
    heard = listen(view.row_selected)
    view.select_findings([BIND])
    assert view.body.left.selected_rows == {46}
    assert view.body.right.selected_rows == {46}
    assert 46 in {view.body.blocks.row_index(block) for block, _top, _height in view.body.left.visible_blocks()}
    assert not heard.called
    view.select_findings([])
    assert view.body.left.selected_rows == frozenset()


def test_both_sides_scroll_as_one_both_ways(view: DiffView) -> None:
    left, right = view.body.panes
    left.verticalScrollBar().setValue(7)
    assert right.verticalScrollBar().value() == 7
    right.verticalScrollBar().setValue(3)
    assert left.verticalScrollBar().value() == 3
    tops = [[round(top) for _block, top, _height in pane.visible_blocks()] for pane in view.body.panes]
    assert tops[0] == tops[1]


def test_long_lines_scroll_sideways_as_one(view: DiffView, rows: tuple[Row, ...]) -> None:
    view.resize(420, 300)
    QApplication.processEvents()
    view.body.across.setValue(25)
    assert {pane.horizontalScrollBar().value() for pane in view.body.panes} == {25}


def test_a_decision_does_not_move_the_ground(view: DiffView, rows: tuple[Row, ...]) -> None:
    view.resize(1000, 240)
    QApplication.processEvents()
    view.set_rows(rows, context=3)
    view.unfold(next(row.pointer for row in view.rows() if row.kind == "fold"))
    view.body.left.move_caret(20)
    view.body.left.verticalScrollBar().setValue(15)
    without_first = rows[:2] + rows[5:]
    view.set_rows(without_first, keep_position=True, context=3)
    assert len(view.rows()) == len(without_first)
    assert view.body.left.verticalScrollBar().value() == 12
    assert view.current_row() == rows[20]
    gone = tuple(row for row in without_first if row.pointer != rows[20].pointer)
    view.set_rows(gone, keep_position=True, context=3)
    assert view.current_row() == gone[0]


def test_rows_that_did_not_change_are_left_alone(view: DiffView, rows: tuple[Row, ...]) -> None:
    document = view.body.left.document()
    view.set_rows(list(rows), keep_position=True)
    assert view.body.left.document() is document
    view.set_rows(rows[:-1], keep_position=True)
    assert view.body.left.document() is not document


def test_the_keyboard_is_to_be_seen(view: DiffView) -> None:
    left, right = view.body.panes
    left.setFocus()
    view.walk.next()
    with_focus = left.viewport().grab().toImage()
    right.setFocus()
    assert left.viewport().grab().toImage() != with_focus


def test_coming_by_tab_is_being_at_the_row_of_the_caret(view: DiffView) -> None:
    view.body.right.setFocus()
    view.body.left.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.body.current_row() == 0
    QTest.keyClick(view.body.left, Qt.Key.Key_Tab)
    assert view.body.right.hasFocus()


def test_hovering_shows_the_reason(view: DiffView) -> None:
    pane = view.body.left
    point = point_of(pane, 2)
    event = QHelpEvent(QEvent.Type.ToolTip, point, pane.viewport().mapToGlobal(point))
    QApplication.sendEvent(pane.viewport(), event)
    assert "Removed" in QToolTip.text()
    assert f"Because of {WIRE}" in QToolTip.text()
    QToolTip.hideText()


def test_a_screen_reader_hears_the_reason(view: DiffView) -> None:
    view.walk.next()
    assert view.body.left.accessibleDescription() == f"Removed\nBecause of {WIRE}"
    assert view.body.left.accessibleName() == "Before"
    view.set_headings("old.json", "new.json")
    assert view.body.right.accessibleName() == "new.json"


def test_f1_explains_the_row_of_the_caret(view: DiffView) -> None:
    heard = listen(view.explain_requested)
    view.walk.next()
    view.body.left.setFocus()
    QTest.keyClick(view.body.left, Qt.Key.Key_F1)
    heard.assert_called_once_with(WIRE)


def test_enter_goes_to_the_answer(view: DiffView) -> None:
    heard = listen(view.activated)
    view.walk.next()
    view.body.left.setFocus()
    QTest.keyClick(view.body.left, Qt.Key.Key_Enter)
    heard.assert_called_once_with(WIRE)


def test_zooms_both_sides_by_key_and_wheel(view: DiffView) -> None:
    heard = listen(view.scale.zoom_changed)
    start = view.scale.points
    view.commands.zoom_in.trigger()
    assert heard.call_args.args == (start + 1,)
    assert {pane.document().defaultFont().pointSizeF() for pane in view.body.panes} == {start + 1}
    view.body.left.zoomed.emit(1)
    assert view.scale.points == start + 2
    view.commands.zoom_reset.trigger()
    assert view.scale.points == start
    view.scale.set_zoom(500)
    assert view.scale.points == 32


def test_wrapping_keeps_the_sides_aligned_and_follows_the_width(view: DiffView, qtbot: QtBot) -> None:
    heard = listen(view.scale.wrap_changed)
    view.resize(360, 500)
    QApplication.processEvents()
    view.commands.wrap.trigger()
    heard.assert_called_once_with(True)
    narrow = view.body.blocks.count
    assert narrow > len(view.rows())
    view.resize(1200, 500)
    qtbot.waitUntil(lambda: view.body.blocks.count < narrow)
    view.commands.wrap.trigger()
    assert view.body.blocks.count == len(view.rows())


def test_another_theme_paints_other_grounds(view: DiffView, qapp: QApplication) -> None:
    pane = view.body.left
    place = point_of(pane, 2) + QPoint(300, 0)

    def ground() -> str:
        return pane.viewport().grab().toImage().pixelColor(place).name()

    assert ground() == diff_colors().before_row
    style.apply(qapp, "light", "red-green")
    assert ground() == diff_colors().before_row
    style.apply(qapp, "light", "blue-orange")
    assert ground() == diff_colors().before_row == "#fff1dd"


def test_signs_are_beside_the_colors(view: DiffView) -> None:
    from gui.widgets.diff.gutter import SIGNS

    assert SIGNS == {
        ("left", "removed"): "−",
        ("left", "changed"): "~",
        ("right", "added"): "+",
        ("right", "changed"): "~",
    }


def test_empty_rows_are_handled(view: DiffView) -> None:
    out = listen(view.walk.ran_out)
    view.set_rows(())
    view.walk.next()
    view.walk.previous()
    view.walk.first()
    view.commands.wrap.setChecked(True)
    view.search_bar.open_search("x")
    QTest.keyClick(view.body.left, Qt.Key.Key_Return)
    QTest.keyClick(view.body.left, Qt.Key.Key_F1)
    assert [call.args for call in out.call_args_list] == [(1,), (-1,)]
    assert view.current_row() is None


def test_everything_to_press_has_a_name(view: DiffView, shown: Callable[[QWidget], QWidget]) -> None:
    from PySide6.QtWidgets import QAbstractButton

    toolbar = view.make_toolbar()
    shown(toolbar)
    for widget in (toolbar, view):
        for button in widget.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.accessibleName() or button.text(), button
                assert button.objectName(), button
