"""Read-only tables with headings: for any rows, and for rows of plain texts with an optional icon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.theme import icons
from gui.theme.plain_text import tip

_Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


class HeadedTable(QAbstractTableModel, Generic[Row]):
    """A table with fixed headings and replaceable rows; a subclass defines the content of a cell."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> bool:
        """Replaces the rows; False if they are the same."""
        if tuple(rows) == self.rows:
            return False
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()
        return True

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The number of headings."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings of the columns."""
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole and across and section < len(self.heads):
            return self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and across:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class TextRow(NamedTuple):
    """The cells of a row, and the icon with its tone in front of the first one; without an icon, none."""

    cells: tuple[str, ...]
    icon: str = ""
    tone: str = "muted"


class TextTable(HeadedTable[TextRow]):
    """Plain texts, each also as tool tip because it may be elided."""

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; a screen reader hears the heading too."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        text = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heads[index.column()]}: {text}"
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0 and row.icon:
            return icons.pixmap(row.icon, row.tone, 16)
        return None
