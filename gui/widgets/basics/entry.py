"""Fields for one line of text or a choice, and a form of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSizePolicy, QWidget

from gui.widgets.basics.enter_key import KeepsEnter
from gui.widgets.basics.parts import GAP, label_for, restyle


class Entry(KeepsEnter, QLineEdit):
    """A line edit with an object name, a name for screen readers and a hint, as wide as the available space."""

    def __init__(self, name: str, accessible: str = "", hint: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(hint)
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


class SearchEntry(Entry):
    """An entry for a text to find, with a button that clears it."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(name, what, what)
        self.setClearButtonEnabled(True)


def combo(name: str, options: Sequence[tuple[str, str]], accessible: str = "") -> QComboBox:
    """A choice as wide as its longest option; `options` are (value, text)."""
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(accessible)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for value, text in options:
        box.addItem(text, value)
    return box


def form(*fields: tuple[str, QWidget], owner: QWidget | None = None) -> QFormLayout:
    """Fields below each other, each with its label, which is as high as a line of the field."""
    layout = QFormLayout(owner)
    layout.setHorizontalSpacing(2 * GAP)
    layout.setVerticalSpacing(GAP)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for text, field in fields:
        caption = label_for(text, field)
        caption.setMinimumHeight(field.sizeHint().height())
        layout.addRow(caption, field)
    return layout
