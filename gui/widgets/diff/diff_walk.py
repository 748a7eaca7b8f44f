"""The navigation through the changes of a module, and the number of the current one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.widgets.diff.diff_rows import changes

if TYPE_CHECKING:
    from core.diff.rows import Row


class ChangeWalk(QObject):
    """Moves over runs of changes. `go` takes the index of a row; `at` returns the current row."""

    ran_out = Signal(int)
    """Past the last (+1) or first (-1) change: the next module is requested."""
    moved = Signal(int, int)
    """The number of the current change, from 0, and the number of changes in this module."""

    def __init__(self, at: Callable[[], int], go: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._at, self._go = at, go
        self._runs: list[range] = []
        self._starts: list[int] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Sets the rows and finds their changes."""
        self._runs = changes(rows)
        self._starts = [run.start for run in self._runs]
        self.tell()

    def next(self) -> None:
        """Goes to the next change; after the last one sends `ran_out(1)`."""
        number = bisect_right(self._starts, self._at())
        if number == len(self._runs):
            self.ran_out.emit(1)
        else:
            self._step(self._runs[number])

    def previous(self) -> None:
        """Goes to the start of the previous change; before the first one sends `ran_out(-1)`."""
        number = bisect_left(self._starts, self._at()) - 1
        if number < 0:
            self.ran_out.emit(-1)
        else:
            self._step(self._runs[number])

    def first(self) -> None:
        """Goes to the first change, if there is one."""
        if self._runs:
            self._step(self._runs[0])

    def last(self) -> None:
        """Goes to the last change, if there is one."""
        if self._runs:
            self._step(self._runs[-1])

    def place(self) -> tuple[int, int]:
        """The number of the current change, from 0 (-1 for none), and the number of changes."""
        at = self._at()
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at in self._runs[number] else -1, len(self._runs)

    def tell(self) -> None:
        """Reports the current change, if there is one."""
        number, count = self.place()
        if number >= 0:
            self.moved.emit(number, count)

    def _step(self, run: range) -> None:
        self._go(run.start)
