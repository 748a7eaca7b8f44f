"""A text whose lines refer to places: selecting one reports its place, and places selected elsewhere are marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from gui.theme.style import mono_font
from gui.theme.tokens import tokens

_BY_KEYBOARD = Qt.TextInteractionFlag.TextSelectableByKeyboard


class Line(NamedTuple):
    """A line of text; `place` says what it shows: a JSON Pointer, of an object `Kind/name` and a pointer into it."""

    text: str
    place: str


class LinkedText(QPlainTextEdit):
    """Read-only. `chosen(place)` when the operator moves to a line; marks are underlined, not only colored."""

    chosen = Signal(str)

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._marked: tuple[int, ...] = ()
        self._row = -1
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(self.textInteractionFlags() | _BY_KEYBOARD)
        self.setFont(mono_font())
        self.cursorPositionChanged.connect(self._moved)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows another text without marks."""
        if tuple(lines) == self._lines:
            return
        self._lines, self._marked, self._row = tuple(lines), (), -1
        with QSignalBlocker(self):
            self.setPlainText("\n".join(line.text for line in lines))
        self._paint()

    def mark(self, wanted: Callable[[str], bool]) -> int:
        """Marks the lines of these places, scrolls to the first, and returns their number."""
        self._marked = tuple(row for row, line in enumerate(self._lines) if wanted(line.place))
        self._paint()
        if self._marked:
            self._reveal(self._marked[0])
        return len(self._marked)

    def marked(self) -> tuple[str, ...]:
        """The texts of the marked lines."""
        return tuple(self._lines[row].text.strip() for row in self._marked)

    def go_to(self, place: str) -> bool:
        """Goes to the first line of a place; False if there is none."""
        for row, line in enumerate(self._lines):
            if line.place == place:
                self.setTextCursor(QTextCursor(self.document().findBlockByNumber(row)))
                self._reveal(row)
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Marks the lines again after a change of theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFont(mono_font())
            self._paint()

    def _moved(self) -> None:
        row = self.textCursor().blockNumber()
        if row != self._row and row < len(self._lines):
            self._row = row
            self.chosen.emit(self._lines[row].place)
        self._paint()

    def _reveal(self, row: int) -> None:
        bar = self.verticalScrollBar()
        if not bar.value() <= row < bar.value() + bar.pageStep():
            bar.setValue(max(0, row - bar.pageStep() // 3))

    def _paint(self) -> None:
        colors = tokens()
        marks = [self._selection(row, colors.note_soft, True) for row in self._marked]
        if self._row >= 0:
            marks.append(self._selection(self._row, colors.selection, False))
        self.setExtraSelections(marks)

    def _selection(self, row: int, ground: str, underlined: bool) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.format.setBackground(QColor(ground))
        selection.format.setProperty(QTextFormat.Property.FullWidthSelection, not underlined)
        if underlined:
            selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        cursor = QTextCursor(self.document().findBlockByNumber(row))
        if underlined:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        return selection
