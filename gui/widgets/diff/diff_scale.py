"""Text size and soft wrap of the comparison."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from gui.theme import style
from gui.widgets.diff.side_by_side import SideBySide

MIN_POINTS, MAX_POINTS = 6.0, 32.0
AFTER_MS = 60
"""The delay before a new layout, in milliseconds, because dragging a splitter requests many."""


class CodeScale(QObject):
    """Size (in points) and wrap; `layout_wanted` when the rows must be wrapped to another width."""

    zoom_changed = Signal(float)
    wrap_changed = Signal(bool)
    layout_wanted = Signal()

    def __init__(self, body: SideBySide) -> None:
        super().__init__(body)
        self._body = body
        self._wrap = False
        self._cut_for: int | None = None
        self.points = 0.0
        self._later = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._later.timeout.connect(self._ask)
        body.resized.connect(self._resized)
        self.set_zoom(0)

    def set_zoom(self, points: float) -> None:
        """Sets the size in points; 0 is the size of the application."""
        wanted = points or QApplication.font().pointSizeF()
        wanted = min(max(wanted, MIN_POINTS), MAX_POINTS)
        if wanted == self.points:
            return
        self.points = wanted
        self._body.set_code_font(style.mono_font(wanted))
        self.zoom_changed.emit(wanted)
        if self._wrap:
            self._ask()

    def zoom(self, steps: int) -> None:
        """Changes the size by points."""
        self.set_zoom(self.points + steps)

    def set_wrap(self, wrap: bool) -> None:
        """Turns wrapping on or off, equally on both sides."""
        if wrap != self._wrap:
            self._wrap = wrap
            self.wrap_changed.emit(wrap)
            self._ask()

    def columns(self) -> int | None:
        """The present wrap width; None for no wrapping."""
        self._cut_for = self._body.columns() if self._wrap else None
        return self._cut_for

    def _resized(self) -> None:
        if self._wrap and self._body.columns() != self._cut_for:
            self._later.start()

    def _ask(self) -> None:
        if not self._wrap or self._body.columns() != self._cut_for:
            self.layout_wanted.emit()
