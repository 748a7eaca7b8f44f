"""The search in a module: all rows, also folded ones, on both sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.widgets.diff.diff_rows import Hit, all_index, find, fold_of, shown_index
from gui.widgets.diff.search_bar import SearchBar
from gui.widgets.diff.side_by_side import SideBySide

if TYPE_CHECKING:
    from core.diff.rows import Row


class DiffSearch(QObject):
    """Finds and counts hits and moves between them. `unfold` opens the fold that hides a hit."""

    changed = Signal(str)
    ran_out = Signal(str, int)
    """Past the last (+1) or first (-1) hit: the next module with hits is requested."""
    went = Signal(int)
    """The index among the shown rows of the row with the current hit."""

    def __init__(self, body: SideBySide, bar: SearchBar, unfold: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._body, self._bar, self._unfold = body, bar, unfold
        self._all: Sequence[Row] = ()
        self._text, self._exact = "", False
        self._hits: list[Hit] = []
        self._current = -1
        self._others = 0
        self.count_all: Callable[[], None] = lambda: None
        """Counts the remaining hits of other modules at once, because the next step depends on them."""
        bar.searched.connect(self._search)
        bar.moved.connect(self.move)
        bar.closed.connect(self._close)

    @property
    def text(self) -> str:
        """The text to search for; empty for no search."""
        return self._text

    @property
    def exact(self) -> bool:
        """Whether the case must match."""
        return self._exact

    def set_rows(self, all_rows: Sequence[Row], same_module: bool) -> None:
        """Searches other rows; in the same module the number of the current hit is kept if possible."""
        self._all = all_rows
        self._hits = find(all_rows, self._text, self._exact)
        self._current = min(self._current, len(self._hits) - 1) if same_module else -1
        self._show()

    def set_other_hits(self, count: int) -> None:
        """Sets the number of hits in the other modules."""
        self._others = count
        self._show_count()

    def move(self, direction: int) -> None:
        """Moves to the next (+1) or previous (-1) hit; past the end to another module with hits, else around."""
        if not self._text:
            return
        wanted = self._current + direction if self._current >= 0 else self._nearest(direction)
        if not 0 <= wanted < len(self._hits):
            self.count_all()
            if self._others or not self._hits:
                self.ran_out.emit(self._text, direction)
                return
            wanted %= len(self._hits)
        self._go(wanted)

    def _search(self, text: str, exact: bool) -> None:
        self._text, self._exact = text, exact
        self._hits = find(self._all, text, exact)
        self._current = -1
        self._others = 0
        self.changed.emit(text)
        self._show()
        if self._hits:
            self._go(self._nearest(1))

    def _close(self) -> None:
        self._text, self._hits, self._current, self._others = "", [], -1, 0
        self.changed.emit("")
        self._show()
        self._body.focus_pane()

    def _nearest(self, direction: int) -> int:
        """The hit at or after the row of the operator (before it if going back)."""
        shown = self._body.blocks.rows
        at = all_index(shown, max(self._body.current_row(), 0))
        if direction > 0:
            return next((number for number, hit in enumerate(self._hits) if hit.row >= at), 0)
        before = (number for number in reversed(range(len(self._hits))) if self._hits[number].row <= at)
        return next(before, len(self._hits) - 1)

    def _go(self, number: int) -> None:
        self._current = number
        pointer = fold_of(self._body.blocks.rows, self._hits[number].row)
        if pointer is not None:
            self._unfold(pointer)
        self._show_current()
        shown = self._shown(self._hits[number])
        self._body.show_hit(shown)
        self.went.emit(shown.row)

    def _shown(self, hit: Hit) -> Hit:
        """The hit in the shown rows."""
        return Hit(shown_index(self._body.blocks.rows, hit.row), hit.side, hit.start, hit.end)

    def _show(self) -> None:
        """Colors all visible hits, then the current one."""
        shown = self._body.blocks.rows
        self._body.set_hits(self._hits if shown is self._all else find(shown, self._text, self._exact))
        self._show_current()

    def _show_current(self) -> None:
        self._body.set_current_hit(self._shown(self._hits[self._current]) if self._current >= 0 else None)
        self._show_count()

    def _show_count(self) -> None:
        self._bar.show_count(self._current + 1, len(self._hits), self._others)
