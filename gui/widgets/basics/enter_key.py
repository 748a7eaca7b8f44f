"""What Enter means, decided here and nowhere else: it is for the widget that has the keyboard.

Qt lets Enter go on to the window, which presses its default button, such as Next. By then the focus may be elsewhere,
since a widget often closes or moves on when Enter is pressed in it. So each widget that uses Enter keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    _Widget = QWidget
else:
    _Widget = object


def is_enter(event: QKeyEvent) -> bool:
    """Whether a key is Enter, on either part of the keyboard."""
    keys = QtCore.Qt.Key
    return event.key() in (keys.Key_Return, keys.Key_Enter)


class KeepsEnter(_Widget):
    """Put before a widget of Qt that does something on Enter (an entry, a list): the key goes no further."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key does what it always does here, and nothing else."""
        super().keyPressEvent(event)
        if is_enter(event):
            event.accept()


def press_focused_button(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button that has the keyboard instead of the default button; whether that was done."""
    here = window.focusWidget()
    if not is_enter(event) or not isinstance(here, QPushButton):
        return False
    event.accept()
    here.click()
    return True
