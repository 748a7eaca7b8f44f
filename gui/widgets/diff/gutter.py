"""Line numbers and signs beside a pane; the signs show what the colors show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme.diff_colors import diff_colors
from gui.theme.tokens import tokens

if TYPE_CHECKING:
    from gui.widgets.diff.pane_input import PaneInput

SIGNS = {
    ("left", "removed"): "\N{MINUS SIGN}",
    ("left", "changed"): "~",
    ("right", "added"): "+",
    ("right", "changed"): "~",
}
NOTICE = "•"
"""The sign of an unchanged row that has a finding."""

CONTINUED = "↪"

_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


DIGITS = 3
"""The minimum space for line numbers in digits, so that text begins at the same place in most files."""
AIR = 8
"""The space around the sign, in pixels."""


def width_for(digits: int, metrics: QFontMetrics) -> int:
    """The width of the gutter for line numbers with this many digits, in pixels."""
    return metrics.horizontalAdvance("0") * (max(DIGITS, digits) + 1) + AIR + 4


class Gutter(QWidget):
    """Paints numbers and signs of the visible blocks. A click moves the caret of the pane.

    It is created before its pane, which becomes its parent later.
    """

    def __init__(self, pane: PaneInput) -> None:
        super().__init__()
        self._pane = pane
        self._digits = 3
        self._colors = tokens()
        self._mark = ""
        self._bold = QFont()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_highest(self, number: int) -> None:
        """Reserves space for this line number."""
        self._digits = max(DIGITS, len(str(number)))

    def wanted_width(self) -> int:
        """The width of numbers, sign and margins, in pixels."""
        return width_for(self._digits, self._pane.code_metrics())

    def sizeHint(self) -> QSize:
        """The width that the numbers need."""
        return QSize(self.wanted_width(), 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Handles a click beside a line like one on the line."""
        for block, top, height in self._pane.visible_blocks():
            if top <= event.position().y() < top + height:
                self._pane.take_focus()
                self._pane.move_caret(block)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints visible blocks only."""
        painter = QPainter(self)
        painter.setFont(self._pane.code_font)
        self._colors, sides = tokens(), diff_colors()
        self._mark = sides.before_mark if self._pane.side == "left" else sides.after_mark
        self._bold = QFont(self._pane.code_font)
        self._bold.setBold(True)
        painter.fillRect(event.rect(), QColor(self._colors.gutter))
        step = self._pane.code_metrics().horizontalAdvance("0")
        previous: int | None = None
        for block, top, height in self._pane.visible_blocks():
            rect = QRect(0, round(top), self.width(), round(height))
            previous = self._paint_block(painter, rect, block, step, previous)
        painter.setPen(QColor(self._colors.border))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _paint_block(self, painter: QPainter, rect: QRect, block: int, step: int, previous: int | None) -> int | None:
        """Paints background, bar, number and sign of one block; returns its number, so that it is not repeated."""
        pane, colors = self._pane, self._colors
        index = pane.blocks.row_index(block)
        row, line = pane.blocks.rows[index], pane.blocks.side(pane.side, index)
        ground = pane.ground(row)
        if ground is not None:
            painter.fillRect(rect, ground)
        if index in pane.selected_rows:
            painter.fillRect(QRect(0, rect.top(), 4, rect.height()), QColor(colors.accent))
        if line is None:
            return previous
        painter.setPen(QColor(colors.gutter_text if row.kind == "same" else colors.text))
        numbers = rect.adjusted(2, 0, -step - AIR, 0)
        if not pane.blocks.is_first(block):
            painter.drawText(numbers, _NUMBER, CONTINUED)
        elif line.number is not None:
            painter.drawText(numbers, _NUMBER, str(line.number) if line.number != previous else "·")
        sign = SIGNS.get((pane.side, row.kind), NOTICE if row.findings and row.kind == "same" else "")
        if sign:
            painter.setPen(QColor(colors.ask if sign == NOTICE else self._mark))
            place = QRect(rect.width() - step - AIR, rect.top(), step + AIR - 2, rect.height())
            painter.setFont(self._bold)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign)
            painter.setFont(pane.code_font)
        return line.number
