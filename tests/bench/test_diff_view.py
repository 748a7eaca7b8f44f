"""The comparison with 20,000 rows, as ratios to what Qt itself needs for the same text."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from core.diff.rows import Row, Side
from gui.theme import style
from gui.widgets.diff.diff_view import DiffView
from tests.bench.measure import note, typical

pytestmark = [pytest.mark.gui, pytest.mark.benchmark(timer=time.process_time)]

COUNT = 20_000
FRAME = 0.016
"""Seconds of one picture at 60 Hz."""


def large() -> list[Row]:
    """Rows like those of a very large module: every seventh is changed, some are on one side only."""
    rows = []
    for number in range(COUNT):
        side = Side(number, f'    "setting{number}": "value of {number}",')
        if number % 7 == 0:
            other = Side(number, f'    "setting{number}": "other {number}",', ((22, 30),))
            rows.append(Row(side, other, "changed", f"/s/{number}", (f"rule/m/{number}",)))
        elif number % 11 == 0:
            rows.append(Row(side, None, "removed", f"/s/{number}", (f"rule/m/{number}",)))
        else:
            rows.append(Row(side, side, "same", f"/s/{number}"))
    return rows


def view_of(qtbot: QtBot, rows: list[Row]) -> DiffView:
    style.apply(QApplication.instance(), "dark")  # type: ignore[arg-type]
    view = DiffView()
    view.resize(1366, 768)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.set_rows(rows)
    return view


def test_build(qtbot: QtBot, benchmark: Any) -> None:
    """Laying out and showing both sides, against two plain text edits given the same text."""
    rows = large()
    view = view_of(qtbot, rows)
    benchmark(lambda: (view.set_rows(rows), view.repaint()))
    plain = QPlainTextEdit()
    qtbot.addWidget(plain)
    text = "\n".join(row.left.text for row in rows if row.left is not None)
    start = time.process_time()
    for _ in range(2):
        plain.setPlainText(text)
    note(benchmark, "ratio to two plain text edits", round(typical(benchmark) / (time.process_time() - start), 1))


def test_scroll(qtbot: QtBot, benchmark: Any) -> None:
    """One step of a scroll through unseen lines, both panes painted; 95 of 100 within one picture at 60 Hz."""
    view = view_of(qtbot, large())
    bar, place = view.body.left.verticalScrollBar(), iter(range(0, 10**9, 37))

    def step() -> None:
        bar.setValue(next(place) % COUNT)
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=200)
    slowest = sorted(benchmark.stats.stats.data)[int(200 * 0.95)]
    note(benchmark, "p95 in pictures", round(slowest / FRAME, 2), 1)
