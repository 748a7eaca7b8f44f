"""Items that can be checked individually."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from gui.models.items_model import ItemsModel

_Index = QModelIndex | QPersistentModelIndex
CHECK = Qt.ItemDataRole.CheckStateRole


class TicksModel(ItemsModel):
    """Items with a check box each. `ticked_changed` is emitted for every change of one."""

    ticked_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticked: frozenset[str] = frozenset()

    def ticked(self) -> tuple[str, ...]:
        """The keys of the checked items, in order."""
        return tuple(item.key for item in self.items() if item.key in self._ticked)

    def set_ticked(self, keys: Iterable[str]) -> None:
        """Checks these items and no others."""
        wanted = frozenset(keys)
        if wanted == self._ticked:
            return
        self._ticked = wanted
        if self.items():
            self.dataChanged.emit(self.index(0), self.index(len(self.items()) - 1), [CHECK])
        self.ticked_changed.emit()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Whether it is ticked, beside what every item says."""
        if role != CHECK:
            return super().data(index, role)
        item = self.item(index)
        if item is None:
            return None
        return Qt.CheckState.Checked if item.key in self._ticked else Qt.CheckState.Unchecked

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or clear one item."""
        item = self.item(index)
        if role != CHECK or item is None:
            return False
        here = Qt.CheckState(value) is Qt.CheckState.Checked
        self.set_ticked(self._ticked | {item.key} if here else self._ticked - {item.key})
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Each item has a box."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if flags else flags
