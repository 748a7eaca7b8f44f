"""Rows as text blocks, the same number on both sides. Does not use Qt; the panes only show the blocks.

One row is one block; with soft wrap a long row takes several, equally on both sides, so that both sides show the same
row at the same height.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from core.diff.rows import Row, Side

SideName = Literal["left", "right"]
Cut = tuple[int, int, int]
"""Start and end in the text of the side, and the number of blanks before the piece."""

HANGING_INDENT = 4
MIN_COLUMNS = 20

VISIBLE = {
    **{ord(char): "\N{SYMBOL FOR NEWLINE}" for char in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"},
    **{ord(char): "\N{REPLACEMENT CHARACTER}" for char in "\x00\ufdd0\ufdd1\ufffc"},
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\N{REPLACEMENT CHARACTER}"),
    ord("\t"): "\N{SYMBOL FOR HORIZONTAL TABULATION}",
}
"""Characters that would split a block or reorder others, each as one visible character."""


class Blocks:
    """The layout of some rows. `columns` is the wrap width, None for no wrapping; `fold_text` names a fold row."""

    def __init__(
        self, rows: Sequence[Row], columns: int | None = None, fold_text: Callable[[Row], str] | None = None
    ) -> None:
        self.rows = rows
        self._fold_text = fold_text or (lambda row: f"{row.hidden}  {row.pointer}")
        self._cuts: dict[int, tuple[list[Cut], list[Cut]]] = {}
        if columns is not None:
            self._wrap(max(columns, MIN_COLUMNS))
        heights = [1] * len(rows)
        for index, (left, right) in self._cuts.items():
            heights[index] = max(len(left), len(right), 1)
        self.first_of: Sequence[int] = [0, *accumulate(heights)][:-1] if self._cuts else range(len(rows))
        self.count = sum(heights)
        self._row_of: Sequence[int] = (
            [index for index, height in enumerate(heights) for _ in range(height)] if self._cuts else range(len(rows))
        )

    def row_index(self, block: int) -> int:
        """The row of a block, or of the nearest block for an invalid one; -1 without rows."""
        if not self.rows:
            return -1
        return self._row_of[min(max(block, 0), self.count - 1)]

    def blocks_of(self, row: int) -> range:
        """The blocks of a row."""
        end = self.first_of[row + 1] if row + 1 < len(self.rows) else self.count
        return range(self.first_of[row], end)

    def cut(self, side: SideName, block: int) -> Cut | None:
        """The part of the text that a block shows; None for fillers and folds."""
        index = self.row_index(block)
        if index < 0:
            return None
        line = self.side(side, index)
        if line is None:
            return None
        if index not in self._cuts:
            return 0, len(line.text), 0
        cuts = self._cuts[index][0 if side == "left" else 1]
        nth = block - self.first_of[index]
        return cuts[nth] if nth < len(cuts) else None

    def side(self, side: SideName, row: int) -> Side | None:
        """The line of a side; None if the side has none."""
        return self.rows[row].left if side == "left" else self.rows[row].right

    def is_first(self, block: int) -> bool:
        """Whether a block is the first of its row."""
        return self.first_of[self.row_index(block)] == block

    def text(self, side: SideName) -> str:
        """The whole document of a side, with one line for each block."""
        if not self._cuts:
            lines = [self._line(row, row.left if side == "left" else row.right) for row in self.rows]
        else:
            lines = list(self._wrapped_lines(side))
        return "\n".join(lines)

    def copied(self, side: SideName, first: int, start: int, last: int, end: int) -> str:
        """The text between two positions (block and column) as in the file: without fillers, folds and wraps."""
        parts: list[str] = []
        previous = -1
        for block in range(first, last + 1):
            cut, row = self.cut(side, block), self.row_index(block)
            line = self.side(side, row) if row >= 0 else None
            if cut is None or line is None:
                continue
            begin, stop, blanks = cut
            upper = min(stop, begin + max(0, end - blanks)) if block == last else stop
            lower = begin + max(0, start - blanks) if block == first else begin
            if parts and row != previous:
                parts.append("\n")
            parts.append(line.text[lower:upper])
            previous = row
        return "".join(parts)

    def _line(self, row: Row, line: Side | None) -> str:
        if line is not None:
            return shown(line.text)
        return self._fold_text(row) if row.kind == "fold" else ""

    def _wrapped_lines(self, side: SideName) -> Iterator[str]:
        for index, row in enumerate(self.rows):
            line = self.side(side, index)
            if index not in self._cuts or line is None:
                yield self._line(row, line)
                yield from [""] * (len(self.blocks_of(index)) - 1)
                continue
            cuts = self._cuts[index][0 if side == "left" else 1]
            text = shown(line.text)
            yield from (" " * blanks + text[start:end] for start, end, blanks in cuts)
            yield from [""] * (len(self.blocks_of(index)) - len(cuts))

    def _wrap(self, columns: int) -> None:
        for index, row in enumerate(self.rows):
            left, right = row.left, row.right
            long = (left is not None and width(left.text) > columns) or (
                right is not None and width(right.text) > columns
            )
            if long:
                self._cuts[index] = (
                    wrap(left.text, columns) if left is not None else [],
                    wrap(right.text, columns) if right is not None else [],
                )


def shown(text: str) -> str:
    """The text with every character replaced that would break the layout; its length does not change."""
    return text if text.isascii() and text.isprintable() else text.translate(VISIBLE)


def width(text: str) -> int:
    """The columns that a text takes in a fixed-pitch font."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def wrap(text: str, columns: int) -> list[Cut]:
    """Divides a line into pieces of at most `columns`, after a blank, comma or slash if one is near.

    The pieces after the first are indented a little more than the line.
    """
    indent = min(len(text) - len(text.lstrip(" ")) + HANGING_INDENT, columns // 2)
    cuts: list[Cut] = []
    start = 0
    while start < len(text) or not cuts:
        blanks = indent if cuts else 0
        end = _fitting(text, start, columns - blanks)
        if end < len(text):
            near = max(text.rfind(mark, start + (end - start) // 2, end) for mark in " ,/;&")
            end = near + 1 if near > start else end
        cuts.append((start, end, blanks))
        start = end
    return cuts


def _fitting(text: str, start: int, columns: int) -> int:
    end = start + columns
    if text.isascii():
        return min(end, len(text))
    used, end = 0, start
    while end < len(text) and used + _columns(text[end]) <= columns:
        used += _columns(text[end])
        end += 1
    return max(end, start + 1)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def utf16(text: str, index: int) -> int:
    """A position in a Python string in UTF-16 units, which Qt counts."""
    return index if text.isascii() else len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, column: int) -> int:
    """A position in UTF-16 units as position in a Python string."""
    if text.isascii():
        return column
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * column].decode("utf-16-le", "ignore"))
