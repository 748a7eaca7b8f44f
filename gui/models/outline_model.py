"""The outline as a tree model of modules, whose children are created on demand.

It knows items and branches only; which findings those are is the business of `gui.models.outline`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.models.items_model import Item

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Branch:
    """An item, and the items folded below it."""

    item: Item
    below: tuple[Branch, ...] = ()


@dataclass(slots=True, eq=False)
class Node:
    """A branch in the tree. `children` is None until they are needed."""

    item: Item
    number: int
    parent: Node | None
    children: list[Node] | None = None
    rows: dict[str, int] = field(default_factory=dict)
    """The row of each child, by key."""


class OutlineModel(QAbstractItemModel):
    """Items on two or three levels. The children of a module are created when it is expanded or selected.

    Shown again, only what differs is reported, so that what is selected and expanded stays.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top = Node(Item("", ""), 0, None, [])
        self._nodes: dict[int, Node] = {}
        self._numbers = count(1)
        self._below: Callable[[Item], Sequence[Branch]] = lambda item: ()

    def show_modules(
        self, modules: Sequence[Item], below: Callable[[Item], Sequence[Branch]], afresh: bool = False
    ) -> None:
        """Shows these modules; `below` gives their children. `afresh` discards those that exist."""
        self._below = below
        if afresh:
            self.beginResetModel()
            self._nodes.clear()
            self._top.children = []
            self._put(self._top, 0, [Branch(item) for item in modules])
            self.endResetModel()
            return
        self._update(self._top, [Branch(item) for item in modules], QModelIndex())
        for row, node in enumerate(self._top.children or ()):
            if node.children is not None:
                self._update(node, below(node.item), self.createIndex(row, 0, node.number))

    def place_of(self, module: str, key: str) -> QModelIndex:
        """The index of an item of a module; of the module if the item is not in the outline; else invalid."""
        row = self._top.rows.get(module, -1)
        if row < 0:
            return QModelIndex()
        top = self._children(self._top)[row]
        found = self.createIndex(row, 0, top.number)
        for at, node in enumerate(self._children(top)):
            if node.item.key == key:
                return self.createIndex(at, 0, node.number)
            if key in node.rows:
                at = node.rows[key]
                return self.createIndex(at, 0, self._children(node)[at].number)
        return found

    def modules(self) -> tuple[Item, ...]:
        """The modules in the outline."""
        return tuple(node.item for node in self._children(self._top))

    def items_below(self, module: str) -> tuple[Item, ...]:
        """All items of a module, including headings and folded ones, in order."""
        row = self._top.rows.get(module, -1)
        found: list[Item] = []
        for node in self._children(self._children(self._top)[row]) if row >= 0 else ():
            found += [node.item, *(child.item for child in self._children(node))]
        return tuple(found)

    # Qt

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index by the number of its node, which does not change."""
        children = self._children(self._node(parent))
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: _Index | None = None) -> Any:
        """The parent of an index; without an index the parent of this object, as everywhere in Qt."""
        if index is None:
            return QObject.parent(self)
        above = self._node(index).parent if index.isValid() else None
        if above is None or above is self._top or above.parent is None:
            return QModelIndex()
        return self.createIndex(above.parent.rows[above.item.key], 0, above.number)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The number of children."""
        return len(self._children(self._node(parent)))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether a row can be expanded, without creating its children: every module can."""
        node = self._node(parent)
        return node is self._top or node.children is None or bool(node.children)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What its item gives."""
        return self._node(index).item.data(role) if index.isValid() else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or self._node(index).item.group:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    # Inside

    def _node(self, index: _Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._top

    def _children(self, node: Node) -> list[Node]:
        if node.children is None:
            node.children = []
            self._put(node, 0, self._below(node.item))
        return node.children

    def _update(self, node: Node, wanted: Sequence[Branch], index: QModelIndex) -> None:
        """Removes, inserts and updates children of a node, adjacent ones in one step."""
        children = node.children if node.children is not None else []
        keys = {branch.item.key for branch in wanted}
        gone = [row for row, child in enumerate(children) if child.item.key not in keys]
        for start, stop in reversed(_runs(gone)):
            self._remove(node, start, stop, index)
        stay = [branch.item.key for branch in wanted if branch.item.key in node.rows]
        if stay != [child.item.key for child in children]:  # another order: rare, so all of it is replaced
            self._remove(node, 0, len(children), index)
        new = [row for row, branch in enumerate(wanted) if branch.item.key not in node.rows]
        for start, stop in _runs(new):
            self._insert(node, start, wanted[start:stop], index)
        added = set(new)
        for row, branch in enumerate(wanted):
            if row not in added:
                self._refresh(children[row], branch, row)

    def _refresh(self, node: Node, branch: Branch, row: int) -> None:
        index = self.createIndex(row, 0, node.number)
        if node.item != branch.item:
            node.item = branch.item
            self.dataChanged.emit(index, index)
        if node.parent is not self._top:
            self._update(node, branch.below, index)

    def _insert(self, node: Node, row: int, branches: Sequence[Branch], index: QModelIndex) -> None:
        self.beginInsertRows(index, row, row + len(branches) - 1)
        self._put(node, row, branches)
        self.endInsertRows()

    def _remove(self, node: Node, start: int, stop: int, index: QModelIndex) -> None:
        if stop <= start:
            return
        self.beginRemoveRows(index, start, stop - 1)
        for child in self._children(node)[start:stop]:
            self._forget(child)
        del self._children(node)[start:stop]
        self._number_rows(node)
        self.endRemoveRows()

    def _put(self, node: Node, row: int, branches: Sequence[Branch]) -> None:
        self._children(node)[row:row] = [self._grow(branch, node) for branch in branches]
        self._number_rows(node)

    def _grow(self, branch: Branch, parent: Node) -> Node:
        node = Node(branch.item, next(self._numbers), parent, None if parent is self._top else [])
        self._nodes[node.number] = node
        if node.children is not None:
            self._put(node, 0, branch.below)
        return node

    def _forget(self, node: Node) -> None:
        self._nodes.pop(node.number, None)
        for child in node.children or ():
            self._forget(child)

    def _number_rows(self, node: Node) -> None:
        node.rows = {child.item.key: row for row, child in enumerate(self._children(node))}


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Adjacent rows as ranges: first row, row after the last."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return found
