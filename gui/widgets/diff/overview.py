"""The whole module on a narrow strip: changes by shape and position besides color.

Removed: a bar at the left. Added: a triangle at the right. Changed: a diamond across. A finding at an unchanged row: a
ring. A frame shows the visible part; click, drag and wheel scroll. It is the scroll bar of the comparison, as in
editors: a second one would show the same and take columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.text.catalogue import _
from gui.theme.diff_colors import diff_colors
from gui.theme.tokens import tokens

if TYPE_CHECKING:
    from core.diff.rows import Row

WIDTH = 16
MIN_MARK = 6.0
VEIL = 56
"""The opacity of the handle, of 255, below which the marks remain visible."""
LINES_A_NOTCH = 3
MIDDLE = 10
"""The size of the marks in pixels."""


class Overview(QWidget):
    """Marks by row. `asked` carries the index of the row to go to, `turned` the lines scrolled by the wheel."""

    asked = Signal(int)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._marks: list[tuple[int, int, str]] = []
        self._selected: frozenset[int] = frozenset()
        self._view = (0, 0)
        self._fits = 1
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Overview of the changes"))
        self.setToolTip(_("All changes of this module; click to go to a change"))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows the changes of these rows."""
        self._count = len(rows)
        self._marks = marks(rows)
        self._forget()

    def set_selected_rows(self, rows: frozenset[int]) -> None:
        """Marks the rows of the selected findings."""
        self._selected = rows
        self._forget()

    def set_view(self, first: int, last: int, fits: int) -> None:
        """Sets the visible rows, both included, and how many would fit: a short module is not stretched."""
        if fits != self._fits:
            self._fits = fits
            self._forget()
        if (first, last) != self._view:
            self._view = (first, last)
            self.update()

    def place_of(self, row: int) -> float:
        """The position of a row in pixels from the top."""
        return self.height() * row / max(self._count, self._fits)

    def sizeHint(self) -> QSize:
        """A fixed, small width."""
        return QSize(WIDTH, 60)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Scrolls to the clicked position."""
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrolls while dragging."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._count:
            row = int(event.position().y() / max(1, self.height()) * max(self._count, self._fits))
            self.asked.emit(min(max(row, 0), self._count - 1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls three lines for each notch, as over the texts."""
        self.turned.emit(round(-event.angleDelta().y() / 120 * LINES_A_NOTCH))
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Applies the colors of another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the marks from a pixmap created once, and the frame of the visible part."""
        size = self.size() * self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != size:
            self._picture = self._draw(size)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        top, bottom = self.place_of(self._view[0]), self.place_of(self._view[1] + 1)
        seen = QColor(tokens().border_strong)
        painter.setPen(QPen(seen, 1))
        seen.setAlpha(VEIL)
        painter.setBrush(seen)
        painter.drawRoundedRect(QRectF(0.5, top + 0.5, WIDTH - 1, max(bottom - top - 1, MIN_MARK)), 3, 3)

    def _forget(self) -> None:
        self._picture = None
        self.update()

    def _draw(self, size: QSize) -> QPixmap:
        picture = QPixmap(size)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        colors = tokens()
        picture.fill(QColor(colors.gutter))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(WIDTH / 2 - MIDDLE, 0)
        lowest: dict[str, float] = {}
        for start, end, kind in self._marks:
            top, bottom = self.place_of(start), self.place_of(end)
            if bottom < lowest.get(kind, 0.0):
                continue  # hidden by the mark before it
            height = max(bottom - top, MIN_MARK)
            paint_mark(painter, kind, top, height)
            lowest[kind] = top + height / 2
        painter.resetTransform()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent))
        for row in sorted(self._selected):
            painter.drawRect(QRectF(0, self.place_of(row), 2.5, max(self.place_of(row + 1) - self.place_of(row), 3)))
        painter.end()
        return picture


def marks(rows: Sequence[Row]) -> list[tuple[int, int, str]]:
    """Runs of one kind: first row, row after the last, kind. Unchanged rows count if they have a finding."""
    runs: list[tuple[int, int, str]] = []
    for index, row in enumerate(rows):
        if row.kind == "fold" or (row.kind == "same" and not row.findings):
            continue
        if runs and runs[-1][1] == index and runs[-1][2] == row.kind:
            runs[-1] = (runs[-1][0], index + 1, row.kind)
        else:
            runs.append((index, index + 1, row.kind))
    return runs


def paint_mark(painter: QPainter, kind: str, top: float, height: float) -> None:
    """Paints one mark; each kind has a shape, a side and a color."""
    sides, middle = diff_colors(), top + height / 2
    painter.setPen(Qt.PenStyle.NoPen)
    if kind == "removed":
        painter.setBrush(QColor(sides.before_mark))
        painter.drawRect(QRectF(4, top, 5, height))
    elif kind == "added":
        painter.setBrush(QColor(sides.after_mark))
        painter.drawPolygon(QPolygonF([QPointF(11, top), QPointF(17, middle), QPointF(11, top + height)]))
    elif kind == "changed":
        painter.setBrush(QColor(sides.before_mark))
        painter.drawPolygon(QPolygonF([QPointF(3.5, middle), QPointF(10, top), QPointF(10, top + height)]))
        painter.setBrush(QColor(sides.after_mark))
        painter.drawPolygon(QPolygonF([QPointF(16.5, middle), QPointF(10, top), QPointF(10, top + height)]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().ask), 1.5))
        painter.drawEllipse(QPointF(10, middle), 2.5, 2.5)
