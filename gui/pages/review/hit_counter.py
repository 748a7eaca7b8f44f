"""Counts the hits of a search in the other modules in short slices, so that the window stays responsive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.widgets.diff.diff_rows import find

if TYPE_CHECKING:
    from core.diff.rows import Row
    from gui.widgets.diff.diff_view import DiffView

BUDGET = 0.025
"""Seconds of counting at a time: too short to notice, and long enough for most manifests."""


class HitCounter(QObject):
    """Reports the number of hits in the other modules to the view while it counts; `rows` are those of a module."""

    def __init__(self, diff: DiffView, rows: Callable[[str], Sequence[Row]]) -> None:
        super().__init__(diff)
        self._diff, self._rows = diff, rows
        self._left: list[str] = []
        self._found = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._count)
        diff.search.count_all = self.finish

    def start(self, modules: Sequence[str]) -> None:
        """Starts counting in these modules."""
        self._left, self._found = list(reversed(modules)) if self._diff.search.text else [], 0
        self._count()

    def finish(self) -> None:
        """Finishes counting at once, because the search continues there."""
        if self._left:
            self._count(inf)

    def _count(self, budget: float = BUDGET) -> None:
        end, search = thread_time() + budget, self._diff.search
        while self._left:
            self._found += len(find(self._rows(self._left.pop()), search.text, search.exact))
            if thread_time() > end:
                break
        self._diff.search.set_other_hits(self._found)
        if self._left:
            self._later.start()
