"""The common base of all answer editors: a value that is set silently and reported by a signal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.theme.plain_text import breakable
from gui.widgets.basics.enter_key import KeepsEnter
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, hbox, label, restyle, vbox

if TYPE_CHECKING:
    from core.model.questions import Option

OptionTexts = Callable[["Option"], tuple[str, str]]
"""Returns title and consequence of an option in the operator's language, with the facts filled in."""


class AnswerBody(QWidget):
    """The part of an editor for one kind of question. `changed` carries the raw answer."""

    changed = Signal(object)
    more_wanted = Signal(QWidget)
    """Carries the part that still needs a choice before there is an answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(GAP // 2)

    def set_value(self, value: Any) -> None:
        """Shows an answer without a signal; None if there is none yet."""
        raise NotImplementedError

    def half(self) -> Any:
        """The choices of an incomplete answer; None without choices, or if nothing is missing."""
        return None

    def take_half(self, half: Any) -> None:
        """Shows the result of `half` again."""

    def focus_widget(self) -> QWidget:
        """The widget that gets the focus when the user jumps to this question."""
        raise NotImplementedError


class Words(QLabel):
    """The text beside a radio button: it wraps, and a click on it selects the button."""

    def __init__(self, radio: QRadioButton, text: str, role: str = "") -> None:
        super().__init__(breakable(text))
        self._radio = radio
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Selects the button."""
        if event.button() is Qt.MouseButton.LeftButton and self._radio.isEnabled():
            self._radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self._radio.click()


class OptionRow(QWidget):
    """One option: radio button, title, consequence below it, and space at the right for chips."""

    def __init__(self, name: str, title: str, consequence: str, group: QButtonGroup) -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setObjectName(name)
        self.radio.setAccessibleName(title)
        self.radio.setAccessibleDescription(consequence)
        group.addButton(self.radio)
        self.title = Words(self.radio, title)
        self.consequence = Words(self.radio, consequence, "caption")
        if not consequence:
            self.consequence.hide()  # no show() here: without a parent it would be a window
        self.radio.ensurePolished()
        self.radio.setFixedWidth(self.radio.sizeHint().width())
        self.title.setMinimumHeight(self.radio.sizeHint().height())
        self._head = hbox((self.title, 1))
        self._below = vbox(self._head, self.consequence, gap=2)
        hbox(
            (self.radio, 0, Qt.AlignmentFlag.AlignTop), (self._below, 1), owner=self, gap=GAP // 2, margins=(0, 3, 0, 3)
        )

    def add_beside(self, widget: QWidget) -> None:
        """Adds a widget at the right of the title."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def add_below(self, widget: QWidget) -> None:
        """Adds a widget below the consequence."""
        self._below.addWidget(widget)


class CheckedEntry(QWidget):
    """A line edit that validates its text while the user types.

    `entered` carries a valid text when Enter is pressed or the focus leaves. `warns` returns the doubt about a text
    that is valid nevertheless.
    """

    entered = Signal(object)

    def __init__(
        self,
        name: str,
        accepts: Callable[[str], bool],
        accessible: str,
        hint: str = "",
        warns: Callable[[str], str] = lambda text: "",
    ) -> None:
        super().__init__()
        self._accepts, self._warns = accepts, warns
        self._hint = hint or _("This value does not have the required form.")
        self._explained = ""
        self.entry = Entry(name)
        self.entry.setAccessibleName(accessible)
        self.message = label(role="error")
        self.message.hide()
        vbox(self.entry, self.message, owner=self, gap=2)
        self.entry.textChanged.connect(self._judge)
        self.entry.editingFinished.connect(self._finish)

    def set_text(self, text: str) -> None:
        """Sets the text, unless the user is typing."""
        self._explained = text
        if not (self.entry.hasFocus() and self.entry.isModified()):
            self.entry.setText(text)

    def valid(self) -> bool:
        """Whether the text is valid."""
        return self._accepts(self.entry.text())

    def _judge(self) -> None:
        text = self.entry.text()
        bad = bool(text) and not self.valid()
        hint = self._hint if bad else self._warns(text) if text else ""
        role = "error" if bad else "caption"
        self.entry.set_valid(not bad)
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            restyle(self.message)
        self.message.setText(hint)
        self.message.setVisible(bool(hint))
        self.entry.setAccessibleDescription(hint)

    def _finish(self) -> None:
        text = self.entry.text()
        if self.valid() and text != self._explained:
            self._explained = text
            self.entry.setModified(False)
            self.entered.emit(text)


def matches(pattern: str) -> Callable[[str], bool]:
    """A validator that requires the whole text to match the pattern; an empty pattern accepts everything."""
    compiled = re.compile(pattern or ".*", re.DOTALL)
    return lambda text: compiled.fullmatch(text) is not None


def mark(group: QButtonGroup, rows: Mapping[Any, OptionRow], key: Any) -> None:
    """Checks the row with this key, or none, for which an exclusive group must be suspended."""
    group.setExclusive(False)
    for name, row in rows.items():
        row.radio.setChecked(name == key)
    group.setExclusive(True)


class Spin(KeepsEnter, QSpinBox):
    """A spin box that lets the wheel scroll the page until it has the focus."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(6, 0, 0, 0)  # the padding of the style sheet does not apply to the text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Changes the value by the wheel only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
