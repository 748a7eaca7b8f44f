"""Columns that become rows in a small window or with large type, to avoid horizontal scrolling."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from gui.widgets.basics.parts import GAP

NARROW = 880
"""The width of the page, in logical pixels, below which columns are stacked."""

_Part = QWidget | QBoxLayout


class Columns(QWidget):
    """Widgets side by side with these stretches; `set_narrow` stacks them."""

    def __init__(self, parts: Sequence[tuple[_Part, int]]) -> None:
        super().__init__()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GAP)
        for part, stretch in parts:
            if isinstance(part, QWidget):
                self._layout.addWidget(part, stretch)
            else:
                self._layout.addLayout(part, stretch)

    def set_narrow(self, narrow: bool) -> None:
        """Stacks the widgets, or puts them side by side."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._layout.direction():
            self._layout.setDirection(way)
