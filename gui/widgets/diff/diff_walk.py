"""The way through the changes of a module, and which one the operator is at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.widgets.diff.diff_rows import changes

if TYPE_CHECKING:
    from core.diff.rows import Row


class ChangeWalk(QObject):
    """Walks over runs of changes. `go` takes the index of a row; `at` gives the row the operator is at."""

    ran_out = Signal(int)
    moved = Signal(int, int)

    def __init__(self, at: Callable[[], int], go: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._at, self._go = at, go
        self._runs: list[range] = []
        self._starts: list[int] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Other rows, other changes."""
        self._runs = changes(rows)
        self._starts = [run.start for run in self._runs]
        self.tell()

    def next(self) -> None:
        """On to the next change; past the last one `ran_out(1)`."""
        number = bisect_right(self._starts, self._at())
        if number == len(self._runs):
            self.ran_out.emit(1)
        else:
            self._step(self._runs[number])

    def previous(self) -> None:
        """Back to the start of the change before; past the first one `ran_out(-1)`."""
        number = bisect_left(self._starts, self._at()) - 1
        if number < 0:
            self.ran_out.emit(-1)
        else:
            self._step(self._runs[number])

    def first(self) -> None:
        """To the first change, if there is one."""
        if self._runs:
            self._step(self._runs[0])

    def last(self) -> None:
        """To the last change, if there is one."""
        if self._runs:
            self._step(self._runs[-1])

    def place(self) -> tuple[int, int]:
        """Which change the operator is at, from 0 (-1: at none), and how many there are."""
        at = self._at()
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at in self._runs[number] else -1, len(self._runs)

    def tell(self) -> None:
        """Say at which change the operator is, if at one."""
        number, count = self.place()
        if number >= 0:
            self.moved.emit(number, count)

    def _step(self, run: range) -> None:
        self._go(run.start)
