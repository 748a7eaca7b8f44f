"""The little things every page needs, so that spacing, roles and safe text formats are set in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.theme import icons, plain_text

if TYPE_CHECKING:
    pass
from gui.widgets.basics.enter_key import KeepsEnter

GAP = 8
"""Space between things that belong together, in logical pixels; twice that between groups."""


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


def card(tone: str = "") -> QFrame:
    """A raised surface with a vertical layout; the tone (`ask`, `block`, `ok`, `note`) colors its edge."""
    frame = QFrame()
    frame.setProperty("role", "card")
    frame.setProperty("tone", tone)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(2 * GAP, GAP + 4, 2 * GAP, GAP + 4)
    layout.setSpacing(GAP)
    return frame


def hairline() -> QFrame:
    """A thin line between groups."""
    frame = QFrame()
    frame.setProperty("role", "rule")
    return frame


def push_button(name: str, text: str = "", icon: str = "") -> QPushButton:
    """A button that never becomes the default button of its window by having the keyboard: Next stays that."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    if icon:
        icons.set_icon(button, icon)
    return button


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


class Entry(KeepsEnter, QLineEdit):
    """A line edit with a name to be found by, as wide as there is space."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QtCore.QEvent) -> bool:
        """Ctrl+Z undoes what was typed here; where nothing was, it is the key of the window."""
        if isinstance(event, QKeyEvent) and event.type() is QtCore.QEvent.Type.ShortcutOverride:
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            nothing_to_undo = event.matches(undo) and not self.isUndoAvailable()
            if nothing_to_undo or (event.matches(redo) and not self.isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)

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
