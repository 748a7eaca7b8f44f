"""The base of all dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QWidget,
)

from core.text.catalogue import _
from gui.widgets.basics.enter_key import press_focused_button


class Dialog(QDialog):
    """A dialog with an object name, which is deleted when it is closed unless `keep` is set."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None, keep: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not keep)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button with the focus; Escape closes."""
        if not press_focused_button(self, event):
            super().keyPressEvent(event)

    def close_button(self, name: str) -> QDialogButtonBox:
        """The row with the button that closes the dialog."""
        buttons = QDialogButtonBox()
        close = buttons.addButton(_("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName(name)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        return buttons
