"""The handling of Enter in one place: it belongs to the widget with the focus.

Qt passes Enter on to the window, which presses its default button, such as Next. By then the focus may be elsewhere,
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
    """A base in front of a Qt widget that handles Enter (an entry, a list): the key is not passed on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles the key in the Qt widget and accepts the event."""
        super().keyPressEvent(event)
        if is_enter(event):
            event.accept()


def press_focused_button(window: QWidget, event: QKeyEvent) -> bool:
    """Presses the button with the focus instead of the default button; returns whether there was one."""
    here = window.focusWidget()
    if not is_enter(event) or not isinstance(here, QPushButton):
        return False
    event.accept()
    here.click()
    return True
