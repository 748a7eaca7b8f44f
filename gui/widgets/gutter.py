"""Line numbers and signs beside a pane; the signs carry what the colours carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme import diff_colours, tokens

if TYPE_CHECKING:
    from gui.widgets.diff_pane import DiffPane

SIGNS = {
    ("left", "removed"): "\N{MINUS SIGN}",
    ("left", "changed"): "~",
    ("right", "added"): "+",
    ("right", "changed"): "~",
}
NOTICE = "•"
"""Stands at an unchanged row that has a finding."""

CONTINUED = "↪"


class Gutter(QWidget):
    """Paints the numbers and signs of the blocks in view. A click puts the caret of its pane there."""

    def __init__(self, pane: DiffPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._digits = 3
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_highest(self, number: int) -> None:
        """Make room for this line number."""
        self._digits = max(3, len(str(number)))

    def wanted_width(self) -> int:
        """Numbers, sign and a little air, in pixels."""
        return self._pane.fontMetrics().horizontalAdvance("0") * (self._digits + 3) + 8

    def sizeHint(self) -> QSize:
        """As wide as the numbers need."""
        return QSize(self.wanted_width(), 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside a line is a click on the line."""
        for block, top, height in self._pane.visible_blocks():
            if top <= event.position().y() < top + height:
                self._pane.setFocus()
                self._pane.move_caret(block)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only what is in view."""
        painter = QPainter(self)
        painter.setFont(self._pane.font())
        colours = tokens()
        painter.fillRect(event.rect(), QColor(colours.gutter))
        step = self._pane.fontMetrics().horizontalAdvance("0")
        previous: int | None = None
        for block, top, height in self._pane.visible_blocks():
            rect = QRect(0, round(top), self.width(), round(height))
            previous = self._paint_block(painter, rect, block, step, previous)
        painter.setPen(QColor(colours.border))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _paint_block(self, painter: QPainter, rect: QRect, block: int, step: int, previous: int | None) -> int | None:
        pane, colours = self._pane, tokens()
        index = pane.blocks.row_index(block)
        row, line = pane.blocks.rows[index], pane.blocks.side(pane.side, index)
        ground = pane.ground(block)
        if ground is not None:
            painter.fillRect(rect, ground)
        if index in pane.selected_rows:
            painter.fillRect(QRect(0, rect.top(), 4, rect.height()), QColor(colours.accent))
        if line is None:
            return previous
        numbers = rect.adjusted(4, 0, -2 * step - 6, 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.gutter_text if row.kind in ("same", "fold") else colours.text))
        if not pane.blocks.is_first(block):
            painter.drawText(numbers, flags, CONTINUED)
        elif line.number is not None:
            painter.drawText(numbers, flags, str(line.number) if line.number != previous else "·")
        self._paint_sign(painter, QRect(rect.width() - 2 * step - 3, rect.top(), 2 * step, rect.height()), row)
        return line.number

    def _paint_sign(self, painter: QPainter, rect: QRect, row: object) -> None:
        kind, findings = row.kind, row.findings  # type: ignore[attr-defined]
        sign = SIGNS.get((self._pane.side, kind), NOTICE if findings and kind == "same" else "")
        if not sign:
            return
        sides = diff_colours()
        colour = sides.before_mark if self._pane.side == "left" else sides.after_mark
        painter.setPen(QColor(tokens().ask if sign == NOTICE else colour))
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)
        painter.setFont(self._pane.font())
