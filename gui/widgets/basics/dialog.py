"""The base of all dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from core.text.catalogue import _
from gui.widgets.basics.enter_key import press_focused_button
from gui.widgets.basics.parts import GAP, vbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.widgets.basics.parts import Part


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

    def lay_out(self, *parts: Part, sides: int = 2 * GAP) -> None:
        """Shows the parts below each other, with margins; `sides` are those at the left and the right."""
        vbox(*parts, owner=self, margins=(sides, 2 * GAP, sides, 2 * GAP))

    def ok_and_cancel(self, name: str, accept: Callable[[], None]) -> tuple[QDialogButtonBox, QPushButton]:
        """The row with the button of this name, which calls `accept`, and with Cancel; and that button."""
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        apply = buttons.button(QDialogButtonBox.StandardButton.Ok)
        apply.setObjectName(name)
        apply.setProperty("role", "primary")
        buttons.accepted.connect(accept)
        buttons.rejected.connect(self.reject)
        return buttons, apply

    def close_button(self, name: str) -> QDialogButtonBox:
        """The row with the button that closes the dialog."""
        buttons = QDialogButtonBox()
        close = buttons.addButton(_("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName(name)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        return buttons
