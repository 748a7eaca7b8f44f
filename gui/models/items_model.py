"""The list model for titled items: modules, findings, open points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.theme.plain_text import tip

ITEM = Qt.ItemDataRole.UserRole
"""The role that gives the Item itself."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row. `key` finds it again after a change (a finding id, a module name); a `group` is only a heading.

    `icon` is a name of `gui.theme.icons`, `tone` a color of the theme, `badge` a short text at the end of the row.
    """

    key: str
    title: str
    caption: str = ""
    icon: str = ""
    tone: str = "text"
    module: str = ""
    badge: str = ""
    group: bool = False

    @property
    def spoken(self) -> str:
        """The text for a screen reader."""
        return ", ".join(part for part in (self.title, self.badge, self.caption) if part)

    def data(self, role: int) -> Any:
        """Title, tool tip, spoken text, and the item itself, as every model gives them."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(part for part in (self.title, self.caption) if part))
        return self if role == ITEM else None


class ItemsModel(QAbstractListModel):
    """Items in order. For the same keys only differences are reported, so that selection and scrolling stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()

    def set_items(self, items: Sequence[Item]) -> None:
        """Replaces the items."""
        new, old = tuple(items), self._items
        if [(item.key, item.group) for item in new] != [(item.key, item.group) for item in old]:
            self.beginResetModel()
            self._items = new
            self.endResetModel()
            return
        self._items = new
        for row, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(row), self.index(row))

    def items(self) -> tuple[Item, ...]:
        """All items, including headings."""
        return self._items

    def item(self, index: QModelIndex | QPersistentModelIndex) -> Item | None:
        """The item of an index; None for a heading or an invalid index."""
        item = self._items[index.row()] if index.isValid() and index.row() < len(self._items) else None
        return None if item is None or item.group else item

    def index_of(self, key: str) -> QModelIndex:
        """The index of an item; invalid if it is not in the list."""
        for row, item in enumerate(self._items):
            if item.key == key and not item.group:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """The number of items; rows have no children."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What its item gives."""
        known = index.isValid() and index.row() < len(self._items)
        return self._items[index.row()].data(role) if known else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or self._items[index.row()].group:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren
