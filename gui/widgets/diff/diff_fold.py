"""The choice of how many unchanged lines are shown beside each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from core.text.catalogue import _, plural
from gui.widgets.diff.diff_rows import path_text

if TYPE_CHECKING:
    from core.diff.rows import Row

CONTEXTS = (1, 3, 10)
"""The numbers of unchanged lines to choose from; the middle one is the default."""

USUAL = 3


class FoldChoice(QObject):
    """A switch (fold or show everything) and a menu for the number of lines; `lines` is None for everything."""

    chosen = Signal()

    def __init__(self, switch: QAction, owner: QWidget) -> None:
        super().__init__(owner)
        self.lines: int | None = None
        self._usual = USUAL
        self._switch = switch
        self.menu = QMenu()  # without a parent: a window among its children breaks the Tab order of the owner
        self.menu.setObjectName("foldMenu")
        owner.destroyed.connect(self.menu.deleteLater)
        self._group = QActionGroup(self)
        self._actions: dict[int, QAction] = {}
        for lines in (*CONTEXTS, 0):
            text = plural("{count} line beside each change", "{count} lines beside each change", lines)
            action = self.menu.addAction(text if lines else _("Everything"))
            action.setObjectName(f"context{lines}")
            action.setCheckable(True)
            self._group.addAction(action)
            self._actions[lines] = action
            action.triggered.connect(lambda _on, lines=lines: self._choose(lines or None))
        switch.toggled.connect(lambda on: self._choose(self._usual if on else None))
        self.show_lines(None)

    def show_lines(self, lines: int | None) -> None:
        """Marks the choice in force without sending a signal."""
        self.lines = lines
        self._usual = lines or self._usual
        self._switch.blockSignals(True)
        self._switch.setChecked(lines is not None)
        self._switch.blockSignals(False)
        action = self._actions.get(lines or 0)
        if action is not None:
            action.setChecked(True)

    def _choose(self, lines: int | None) -> None:
        self.show_lines(lines)
        self.chosen.emit()


def fold_text(row: Row) -> str:
    """The header of a fold: the number of hidden lines and their place."""
    count = plural("{count} unchanged line", "{count} unchanged lines", row.hidden)
    return f"▸ {count}   {path_text(row.pointer)}"
