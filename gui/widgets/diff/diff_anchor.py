"""The position of the operator, which is restored after a repaint that follows a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.widgets.diff.side_by_side import SideBySide

if TYPE_CHECKING:
    from core.diff.rows import Row

Key = tuple[str, int]
"""A row by its pointer and the number of earlier rows with the same pointer (opening, closing)."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The top row with its offset in blocks, the current row, and the column of each caret."""

    top: Key | None
    offset: int
    current: Key | None
    columns: tuple[int, int]
    sideways: int

    def restore(self, body: SideBySide) -> None:
        """Restores the position, or the nearest one in the new rows."""
        rows = body.blocks.rows
        current = row_of(rows, self.current)
        if current >= 0:
            block = body.blocks.blocks_of(current).start
            for pane, column in zip(body.panes, self.columns, strict=True):
                pane.place_caret(block, column)
            body.set_current_row(current)
        top = row_of(rows, self.top)
        if top >= 0:
            body.left.verticalScrollBar().setValue(body.blocks.blocks_of(top).start + self.offset)
        body.across.setValue(self.sideways)


def take_anchor(body: SideBySide) -> Anchor:
    """Stores the present position."""
    rows, first = body.blocks.rows, body.left.verticalScrollBar().value()
    top = body.blocks.row_index(first)
    offset = first - body.blocks.blocks_of(top).start if top >= 0 else 0
    left, right = (pane.textCursor().positionInBlock() for pane in body.panes)
    return Anchor(key_of(rows, top), offset, key_of(rows, body.current_row()), (left, right), body.across.value())


def key_of(rows: Sequence[Row], index: int) -> Key | None:
    """The key of a row; None for an invalid index."""
    if not 0 <= index < len(rows):
        return None
    pointer = rows[index].pointer
    return pointer, sum(1 for row in rows[:index] if row.pointer == pointer)


def row_of(rows: Sequence[Row], key: Key | None) -> int:
    """The row with this key; if its place no longer exists, that of the nearest container; -1 without a key."""
    if key is None or not rows:
        return -1
    pointer, nth = key
    while pointer:
        found = [index for index, row in enumerate(rows) if row.pointer == pointer]
        if found:
            return found[min(nth, len(found) - 1)]
        pointer, nth = pointer.rpartition("/")[0], 0
    return 0
