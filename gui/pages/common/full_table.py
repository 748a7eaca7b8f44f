"""A table that shows all of its rows, so that the page scrolls instead of the table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QWheelEvent

from gui.pages.common.wrapped_table import WrappedTable

_MOST = 4000
"""The height in logical pixels above which the table scrolls, so that a huge paste cannot fill the page."""


class FullTable(WrappedTable):
    """A table with the height of its rows, whose height is that of their text."""

    def __init__(self, name: str, accessible: str, model: QAbstractItemModel) -> None:
        super().__init__(name, accessible)
        self.setModel(model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        model.modelReset.connect(self.fit)
        self.verticalHeader().sectionResized.connect(lambda *_sizes: self._grow())

    def fit(self) -> None:
        """Fits the rows, then the table."""
        super().fit()
        self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page."""
        event.ignore()

    def _grow(self) -> None:
        wanted = self.horizontalHeader().height() + self.verticalHeader().length() + 2 * self.frameWidth() + 2
        self.setFixedHeight(min(_MOST, wanted))
