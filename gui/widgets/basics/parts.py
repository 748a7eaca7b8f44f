"""Small widgets for every page, so that spacing, roles and safe text formats are defined in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.theme import icons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QToolButton

GAP = 8
"""Space between related parts, in logical pixels; twice that between groups."""


def label(text: str = "", role: str = "", wrap: bool = True, parent: QWidget | None = None) -> QLabel:
    """A label that shows its text literally (never as markup), styled by role (title, heading, label, muted …)."""
    result = QLabel(text, parent)
    result.setProperty("textFormat", "PlainText")
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


def copyable(text: str) -> QLabel:
    """A caption whose text can be selected and copied, such as a path."""
    line = label(text, "caption")
    line.setTextInteractionFlags(
        QtCore.Qt.TextInteractionFlag.TextSelectableByMouse | QtCore.Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return line


def card(tone: str = "") -> QFrame:
    """A raised card with a vertical layout; the tone (`ask`, `block`, `ok`, `note`) colors its edge."""
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
    """A button that never becomes the default button of its window by the focus, which remains Next."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    if icon:
        icons.set_icon(button, icon)
    return button


def tool_button(name: str, icon: str, text: str, tip: str = "") -> QToolButton:
    """An icon button with an object name and a text for screen readers."""
    from PySide6.QtWidgets import QToolButton  # the first page has none

    from gui.theme import plain_text

    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setIconSize(QSize(18, 18))
    button.setProperty("focusPolicy", "StrongFocus")
    button.setAccessibleName(text)
    button.setToolTip(plain_text.tip(tip or text))
    icons.set_icon(button, icon)
    return button


def restyle(widget: QWidget) -> None:
    """Applies the style sheet again after a property of the widget changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
