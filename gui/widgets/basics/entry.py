"""A field for one line of text."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from gui.widgets.basics.enter_key import KeepsEnter
from gui.widgets.basics.parts import restyle


class Entry(KeepsEnter, QLineEdit):
    """A line edit with an object name, as wide as the available space."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """Undoes typing with Ctrl+Z; if nothing was typed, the key belongs to the window."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            nothing_to_undo = event.matches(undo) and not self.isUndoAvailable()
            if nothing_to_undo or (event.matches(redo) and not self.isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def set_valid(self, valid: bool) -> None:
        """Shows whether the text is valid."""
        if self.property("valid") != ("true" if valid else "false"):
            self.setProperty("valid", "true" if valid else "false")
            restyle(self)
