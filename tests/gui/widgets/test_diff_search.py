"""Finding text on both sides, in folds too, and on into other modules."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.diff.rows import Row
from gui.widgets.diff.diff_view import DiffView
from tests.gui.widgets.helpers import listen


def selected(view: DiffView) -> str:
    """The text of the current hit."""
    return next(pane.hit_cursor.selectedText() for pane in view.body.panes if pane.hit_cursor is not None)


def test_ctrl_f_opens_types_and_counts(view: DiffView) -> None:
    view.body.left.setFocus()
    QTest.keyClick(view.body.left, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    entry = view.search_bar.entry
    assert entry.isVisible()
    QTest.keyClicks(entry, "status")
    assert view.search_bar.count.text() == "1 of 2"
    assert selected(view) == "status"
    assert view.body.left.extraSelections()
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert view.search_bar.count.text() == "2 of 2"
    assert view.body.right.extraSelections()
    assert not view.body.left.extraSelections()
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert view.search_bar.count.text() == "1 of 2"
    QTest.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.search_bar.count.text() == "2 of 2"


def test_esc_closes_and_gives_the_keyboard_back(view: DiffView) -> None:
    view.search_bar.open_search("status")
    QTest.keyClick(view.search_bar.entry, Qt.Key.Key_Escape)
    assert not view.search_bar.isVisible()
    assert not view.body.left.extraSelections()
    assert view.body.left.hasFocus()


def test_hits_in_a_fold_open_it(view: DiffView, rows: tuple[Row, ...]) -> None:
    view.set_rows(rows, context=3)
    assert any(row.kind == "fold" for row in view.rows())
    view.search_bar.open_search("key20")
    assert view.search_bar.count.text() == "1 of 2"
    assert selected(view) == "key20"
    row = view.current_row()
    assert row is not None
    assert row.pointer.endswith("/key20")


def test_case_matters_only_when_asked(view: DiffView) -> None:
    view.search_bar.open_search("GPU")
    assert view.search_bar.count.text() == "1 of 1"
    view.search_bar.exact.click()
    assert view.search_bar.count.text() == "Not in this module"
    assert view.search_bar.entry.property("valid") == "false"


def test_goes_on_into_other_modules(view: DiffView, rows: tuple[Row, ...]) -> None:
    asked, out = listen(view.search.changed), listen(view.search.ran_out)
    view.search_bar.open_search("gpu")
    asked.assert_called_with("gpu")
    view.search.set_other_hits(7)
    assert "7 in other modules" in view.search_bar.count.text()
    view.search_bar.on.click()
    out.assert_called_once_with("gpu", 1)
    view.set_rows(rows)
    view.search.move(1)
    assert view.search_bar.count.text().startswith("1 of 1")
    view.search_bar.back.click()
    assert out.call_args.args == ("gpu", -1)


def test_begins_where_the_operator_is(view: DiffView) -> None:
    view.body.left.move_caret(30)
    view.search_bar.open_search("key")
    row = view.current_row()
    assert row is not None
    assert row.pointer.endswith("/key24")


def test_a_hit_stays_current_after_a_decision(view: DiffView, rows: tuple[Row, ...]) -> None:
    view.search_bar.open_search("key")
    view.search_bar.on.click()
    view.search_bar.on.click()
    assert view.search_bar.count.text() == "3 of 80"
    view.set_rows(rows, keep_position=True)
    assert view.search_bar.count.text() == "3 of 80"
    assert selected(view) == "key"


def test_a_hit_in_a_wrapped_line_is_found(view: DiffView) -> None:
    view.resize(360, 500)
    view.commands.wrap.setChecked(True)
    view.search_bar.open_search("Recreate")
    assert selected(view) == "Recreate"
    view.search_bar.open_search("hcsshares/in:/in")
    assert selected(view)


def test_hits_far_to_the_right_are_scrolled_into_view(view: DiffView) -> None:
    view.resize(360, 300)
    view.search_bar.open_search("in:/in")
    pane = view.body.left
    assert pane.hit_cursor is not None
    rect = pane.cursorRect(pane.hit_cursor)
    assert 0 <= rect.left() < pane.viewport().width()
