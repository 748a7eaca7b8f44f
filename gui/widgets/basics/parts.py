"""Small widgets for every page, so that spacing, roles and safe text formats are defined in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.theme import icons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout, QLayout, QSplitter, QToolButton

    Part = QWidget | QLayout | tuple[Any, ...] | None
    Margins = tuple[int, int, int, int] | None

Box = TypeVar("Box", QVBoxLayout, QHBoxLayout)

GAP = 8
"""Space between related parts, in logical pixels; twice that between groups."""
STRETCH = None
"""Among the parts of a layout: the space that is left."""
PADDED = (2 * GAP, GAP + 4, 2 * GAP, GAP + 4)
"""The margins inside a card: left, top, right, bottom."""


def fill(layout: QBoxLayout, *parts: Part) -> None:
    """Adds parts to a layout: widgets and layouts, alone or with stretch and alignment, and STRETCH."""
    for part in parts:
        item, *how = part if isinstance(part, tuple) else (part,)
        if item is STRETCH:
            layout.addStretch()
        elif isinstance(item, QWidget):
            layout.addWidget(item, *how)
        else:
            layout.addLayout(item, *how)


def vbox(*parts: Part, owner: QWidget | None = None, gap: int = GAP, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Parts below each other, in `owner` if given; a `gap` of -1 and margins of None are those of the style."""
    return _filled(QVBoxLayout(), parts, owner, gap, margins)


def hbox(*parts: Part, owner: QWidget | None = None, gap: int = -1, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Parts side by side, otherwise like `vbox`."""
    return _filled(QHBoxLayout(), parts, owner, gap, margins)


def _filled(layout: Box, parts: tuple[Part, ...], owner: QWidget | None, gap: int, margins: Margins) -> Box:
    if owner is not None:
        owner.setLayout(layout)
    if margins is not None:
        layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    fill(layout, *parts)
    return layout


def label(text: str = "", role: str = "", wrap: bool = True, parent: QWidget | None = None, name: str = "") -> QLabel:
    """A label that shows its text literally (never as markup), styled by role (title, heading, label, muted …)."""
    result = QLabel(text, parent)
    result.setProperty("textFormat", "PlainText")
    result.setWordWrap(wrap)
    if name:
        result.setObjectName(name)
    if role:
        result.setProperty("role", role)
    return result


def label_for(text: str, widget: QWidget, role: str = "") -> QLabel:
    """The label of a widget, to which its letter with `&` leads the keyboard."""
    result = label(text, role, wrap=False)
    result.setBuddy(widget)
    return result


def copyable(text: str) -> QLabel:
    """A caption whose text can be selected and copied, such as a path."""
    line = label(text, "caption")
    line.setTextInteractionFlags(
        QtCore.Qt.TextInteractionFlag.TextSelectableByMouse | QtCore.Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return line


class Card(QFrame):
    """A raised card with its parts in rows; the tone (`ask`, `block`, `ok`, `note`) colors its edge."""

    def __init__(self, *parts: Part, tone: str = "", name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setProperty("tone", tone)
        self.rows = vbox(*parts, owner=self, margins=PADDED)


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


def scroll_area(name: str, content: QWidget | None = None) -> QScrollArea:
    """A scroll area without a frame, as wide as its content, which the keyboard skips."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("focusPolicy", "NoFocus")
    if content is not None:
        area.setWidget(content)
    return area


def splitter(*parts: QWidget, name: str = "", sizes: tuple[int, ...] = ()) -> QSplitter:
    """Parts side by side with gaps that can be dragged; none can be collapsed. `sizes` are their widths in pixels."""
    from PySide6.QtWidgets import QSplitter  # the first page has none

    result = QSplitter()
    result.setObjectName(name)
    result.setChildrenCollapsible(False)
    result.setHandleWidth(GAP)
    result.setProperty("role", "gap")
    for part in parts:
        result.addWidget(part)
    result.setSizes(sizes)
    return result


def restyle(widget: QWidget) -> None:
    """Applies the style sheet again after a property of the widget changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
