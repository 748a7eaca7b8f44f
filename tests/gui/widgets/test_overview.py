"""The strip: marks by kind, a click goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.diff.rows import Row, Side
from gui.theme.diff_colors import diff_colors
from gui.theme.tokens import tokens
from gui.widgets.diff.diff_view import DiffView
from gui.widgets.diff.overview import WIDTH, Overview, marks


def test_marks_are_runs_of_one_kind(rows: tuple[Row, ...]) -> None:
    assert marks(rows) == [(2, 5, "removed"), (5, 6, "changed"), (46, 47, "same"), (47, 48, "added")]


def test_a_click_brings_the_place_into_view(view: DiffView) -> None:
    rows = [Row(Side(n, f'"k{n}": 1,'), Side(n, f'"k{n}": 1,'), "same", f"/k{n}") for n in range(2000)]
    view.set_rows(rows)
    strip = view.body.overview
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, strip.height() // 2))
    visible = [view.body.blocks.row_index(block) for block, _top, _height in view.body.left.visible_blocks()]
    assert visible[0] < 1000 < visible[-1]
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, 2))
    QTest.mouseMove(strip, QPoint(8, strip.height() - 1))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, strip.height() - 1))
    assert view.body.left.verticalScrollBar().value() < 100 or view.body.left.verticalScrollBar().value() > 1500


def test_kinds_differ_by_place_and_color(shown: Callable[[QWidget], QWidget], rows: tuple[Row, ...]) -> None:
    strip = Overview()
    strip.resize(WIDTH, 480)
    strip.set_rows(rows)
    shown(strip)
    picture, sides = strip.grab().toImage(), diff_colors()
    removed = round(strip.place_of(3))
    assert picture.pixelColor(6, removed).name() == sides.before_mark
    assert picture.pixelColor(14, removed).name() == tokens().gutter
    added = round(strip.place_of(47)) + 4
    assert picture.pixelColor(12, added).name() == sides.after_mark
    assert picture.pixelColor(6, added).name() == tokens().gutter


def test_short_modules_are_not_stretched(view: DiffView) -> None:
    view.set_rows(view.all_rows()[:6])
    QApplication.processEvents()
    assert view.body.overview.place_of(6) < view.body.overview.height() / 2
