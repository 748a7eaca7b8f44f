"""The way through the changes of a module, and which one the operator is at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.widgets.diff_rows import changes

if TYPE_CHECKING:
    from core.diff import Row


class ChangeWalk(QObject):
    """Walks over runs of changes. `go` takes the index of a row; `at` tells the row the operator is at."""

    ran_out = Signal(int)
    moved = Signal(int, int)

    def __init__(self, at: Callable[[], int], go: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._at, self._go = at, go
        self._runs: list[range] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Other rows, other changes."""
        self._runs = changes(rows)
        self.tell()

    def next(self) -> None:
        """On to the next change; past the last one `ran_out(1)`."""
        following = next((run for run in self._runs if run.start > self._at()), None)
        if following is None:
            self.ran_out.emit(1)
        else:
            self._step(following)

    def previous(self) -> None:
        """Back to the start of the change before; past the first one `ran_out(-1)`."""
        before = [run for run in self._runs if run.start < self._at()]
        if not before:
            self.ran_out.emit(-1)
        else:
            self._step(before[-1])

    def first(self) -> None:
        """To the first change, if there is one."""
        if self._runs:
            self._step(self._runs[0])

    def last(self) -> None:
        """To the last change, if there is one."""
        if self._runs:
            self._step(self._runs[-1])

    def place(self) -> tuple[int, int]:
        """The number of the change the operator is at, from 1 (0: at none), and how many there are."""
        at = self._at()
        return next((number for number, run in enumerate(self._runs, 1) if at in run), 0), len(self._runs)

    def tell(self) -> None:
        """Say where the operator is."""
        self.moved.emit(*self.place())

    def _step(self, run: range) -> None:
        self._go(run.start)
        self.tell()
