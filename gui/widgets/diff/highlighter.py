"""JSON colors and changed spans of the visible lines, computed when a line becomes visible.

A QSyntaxHighlighter would color 20,000 lines at once; here a line costs nothing until it is visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from gui.theme.diff_colors import diff_colors
from gui.theme.tokens import tokens
from gui.widgets.diff.diff_blocks import Blocks, SideName, utf16

if TYPE_CHECKING:
    from core.diff.rows import Row, Side

Hits = Mapping[int, Sequence[tuple[int, int]]]
"""Search hits of one side: ranges in the text of a row, by row."""

_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*")(?=\s*:)'
    r'|(?P<string>"(?:[^"\\]|\\.)*"?)'
    r"|(?P<number>-?\d[\d.eE+-]*)"
    r"|(?P<literal>true|false|null)"
    r"|(?P<mark>[{}\[\],:])"
)


def tokens_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind (key, string, number, literal, mark) of each token of a line of JSON."""
    for match in _TOKEN.finditer(text):
        yield match.start(), match.end(), match.lastgroup or "mark"


class Highlighter:
    """Formats for one side. Colors are read once for each theme; `refresh` reads them again."""

    def __init__(self, side: SideName) -> None:
        self.side = side
        self.hits: Hits = {}
        self._formats: dict[str, QTextCharFormat] = {}
        self.refresh()

    def refresh(self) -> None:
        """Reads the colors of the theme in force."""
        colors, sides = tokens(), diff_colors()
        before = self.side == "left"
        texts = {
            "key": colors.syntax_key,
            "string": colors.syntax_string,
            "number": colors.syntax_number,
            "literal": colors.syntax_literal,
            "mark": colors.syntax_mark,
            "fold": colors.fold_text,
        }
        grounds = {
            "value": sides.before_value if before else sides.after_value,
            "span": sides.before_span if before else sides.after_span,
            "hit": colors.hit,
        }
        self._formats = {name: _format(color, None) for name, color in texts.items()}
        self._formats |= {name: _format(None, color) for name, color in grounds.items()}
        self._formats["hit"].setForeground(QColor(colors.text))

    def ranges(self, blocks: Blocks, block: int) -> list[QTextLayout.FormatRange]:
        """The formats of a block in Qt's columns; later ones cover earlier ones."""
        index = blocks.row_index(block)
        row = blocks.rows[index]
        if row.kind == "fold":
            return [_range(0, 10_000, self._formats["fold"])]
        line, cut = blocks.side(self.side, index), blocks.cut(self.side, block)
        if line is None or cut is None:
            return []
        start, end, blanks = cut
        found = []
        for begin, stop, name in self._marks(line, row, index):
            begin, stop = max(begin, start), min(stop, end)
            if begin < stop:
                first = blanks + utf16(line.text[start:], begin - start)
                length = utf16(line.text[begin:], stop - begin)
                found.append(_range(first, length, self._formats[name]))
        return found

    def _marks(self, line: Side, row: Row, index: int) -> Iterator[tuple[int, int, str]]:
        """All marks in the text of a row: tokens, changed values, changed characters, hits."""
        found = list(tokens_of(line.text))
        yield from found
        if row.kind == "changed":
            for begin, stop, name in found:
                if name != "mark" and any(begin < end and start < stop for start, end in line.spans):
                    yield begin, stop, "value"
        for start, end in line.spans:
            yield start, end, "span"
        for start, end in self.hits.get(index, ()):
            yield start, end, "hit"


def _format(text: str | None, ground: str | None) -> QTextCharFormat:
    style = QTextCharFormat()
    if text is not None:
        style.setForeground(QColor(text))
    if ground is not None:
        style.setBackground(QColor(ground))
    return style


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    result.start, result.length, result.format = start, length, form
    return result
