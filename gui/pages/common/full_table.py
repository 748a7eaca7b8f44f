"""A table that shows all of its rows: the page scrolls, the table does not."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QWheelEvent

from gui.pages.common.wrapped_table import WrappedTable

_MOST = 4000
"""Logical pixels after which a table does scroll, so that a hostile paste makes no endless page."""


class FullTable(WrappedTable):
    """Rows as high as their text, and the table as high as its rows."""

    def __init__(self, name: str, accessible: str, model: QAbstractItemModel) -> None:
        super().__init__(name, accessible)
        self.setModel(model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        model.modelReset.connect(self.fit)
        self.verticalHeader().sectionResized.connect(lambda *_sizes: self._grow())

    def fit(self) -> None:
        """Rows first; the table grows with them."""
        super().fit()
        self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel belongs to the page."""
        event.ignore()

    def _grow(self) -> None:
        wanted = self.horizontalHeader().height() + self.verticalHeader().length() + 2 * self.frameWidth() + 2
        self.setFixedHeight(min(_MOST, wanted))
