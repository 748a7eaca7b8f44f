"""A table whose rows are as high as their text, however many there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui.pages.common.row_table import RowTable
from gui.theme.plain_text import with_whole_paths

_PAD = 42
"""What icon and padding take of a column's width, in logical pixels."""
_PORTION = 60
"""Rows measured at a time: a few milliseconds."""


class _Delegate(QStyledItemDelegate):
    """Puts the icon beside the first line of its text, and breaks no short path."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """As usual, but the icon at the top, and paths as a whole."""
        super().initStyleOption(option, index)
        option.text = with_whole_paths(option.text)
        option.decorationAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WrappedTable(RowTable):
    """Rows that can be chosen and read. Enter means the row, not the wizard's Next button."""

    _columns: Sequence[tuple[int, int]] = ()
    """Columns as they share the width; here before any event that making the table may send."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__(name, accessible)
        self._unfit: deque[int] = deque()
        self.setProperty("role", "calm")
        self.setItemDelegate(_Delegate(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit_some)
        self.horizontalHeader().sectionResized.connect(lambda *_sizes: self.fit())

    def share_out(self, columns: Sequence[tuple[int, int]]) -> None:
        """Columns by least width and share of what is left, again with every width; the last one takes the rest."""
        self._columns = columns
        self._widen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is shared out again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._widen()

    def _widen(self) -> None:
        spare = max(0, self.viewport().width() - sum(least for least, _share in self._columns))
        whole = sum(share for _least, share in self._columns) or 1
        for column, (least, share) in enumerate(self._columns[:-1]):
            self.setColumnWidth(column, least + spare * share // whole)

    def fit(self) -> None:
        """Give every row its height: those in view first, all others a few at a time."""
        top, rows = max(0, self.rowAt(0)), self.model().rowCount()
        self._unfit = deque([*range(top, rows), *range(top)])
        self._later.start()

    def sizeHintForRow(self, row: int) -> int:
        """Qt forgets the padding of the style sheet, so that the last line of a wrapped text is cut."""
        model, metrics = self.model(), self.fontMetrics()
        highest = metrics.lineSpacing()
        for column in range(model.columnCount()):
            text, width = (
                with_whole_paths(str(model.index(row, column).data() or "")),
                max(40, self.columnWidth(column) - _PAD),
            )
            if "\n" in text or metrics.horizontalAdvance(text) > width:
                space = QRect(0, 0, width, 10_000)
                highest = max(highest, metrics.boundingRect(space, Qt.TextFlag.TextWordWrap, text).height())
        return highest + 12

    def _fit_some(self) -> None:
        rows = self.model().rowCount()
        for _number in range(min(_PORTION, len(self._unfit))):
            row = self._unfit.popleft()
            if row < rows:
                self.setRowHeight(row, self.sizeHintForRow(row))
        if self._unfit:
            self._later.start()
