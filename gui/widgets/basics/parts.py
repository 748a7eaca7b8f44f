"""The little things every page needs, so that spacing, roles and safe text formats are set in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QSplitter, QToolButton, QVBoxLayout, QWidget

from gui.theme import icons, plain_text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

GAP = 8
"""Space between things that belong together, in logical pixels; twice that between groups."""


def is_enter(event: QKeyEvent) -> bool:
    """Whether a key is Enter, on either part of the keyboard."""
    return event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)


def label(text: str = "", role: str = "", wrap: bool = True, parent: QWidget | None = None) -> QLabel:
    """A label that shows its text as it is (never as markup), styled by role (title, heading, label, muted …)."""
    result = QLabel(text, parent)
    result.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


def copyable(text: str) -> QLabel:
    """A caption that can be selected and copied, such as a path."""
    line = label(text, "caption")
    line.setTextInteractionFlags(
        QtCore.Qt.TextInteractionFlag.TextSelectableByMouse | QtCore.Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return line


def card(parent: QWidget | None = None, tone: str = "") -> QFrame:
    """A raised surface with a vertical layout; the tone (`ask`, `block`, `ok`, `note`) colours its edge."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    frame.setProperty("tone", tone)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(2 * GAP, GAP + 4, 2 * GAP, GAP + 4)
    layout.setSpacing(GAP)
    return frame


def hairline(parent: QWidget | None = None) -> QFrame:
    """A thin line between groups."""
    frame = QFrame(parent)
    frame.setProperty("role", "rule")
    return frame


def tool_button(name: str, icon: str, text: str, tip: str = "") -> QToolButton:
    """A button that is only an icon: it still has a name to be found by and a text to be read aloud."""
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setToolButtonStyle(QtCore.Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
    button.setAccessibleName(text)
    button.setToolTip(plain_text.tip(tip or text))
    icons.set_icon(button, icon)
    return button


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at the widget again after one of its properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Entry(QLineEdit):
    """A line edit that keeps Enter to itself, so that it does not press the wizard's Next button."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the entry here and goes no further."""
        super().keyPressEvent(event)
        if is_enter(event):
            event.accept()

    def set_valid(self, valid: bool) -> None:
        """Show whether the text will do."""
        if self.property("valid") != ("true" if valid else "false"):
            self.setProperty("valid", "true" if valid else "false")
            restyle(self)


def split(name: str, way: QtCore.Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
    """A splitter of parts with their first sizes, none of which can be pushed away."""
    splitter = QSplitter(way)
    splitter.setObjectName(name)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(GAP)
    splitter.setProperty("role", "gap")
    for widget, _size in parts:
        splitter.addWidget(widget)
    splitter.setSizes([size for _widget, size in parts])
    return splitter
