"""The search bar of the comparison: a text field, the number of hits and the buttons for them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QToolButton

from core.text.catalogue import _
from gui.widgets.basics.enter_key import is_enter
from gui.widgets.basics.entry import SearchEntry
from gui.widgets.basics.parts import GAP, hbox, label, tool_button


class _SearchEntry(SearchEntry):
    """Enter goes to the next hit, Esc closes the bar; the wizard receives neither."""

    walked = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles Enter, Shift+Enter and Esc."""
        if is_enter(event):
            self.walked.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Handles Esc before a shortcut of the window."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)


class SearchBar(QFrame):
    """Hidden until it is opened. Enter goes forward, Shift+Enter back, Esc closes."""

    searched = Signal(str, bool)
    """The text or the case switch changed."""
    moved = Signal(int)
    """+1 to the next hit, -1 to the previous one."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchBar")
        self.setProperty("role", "bar")
        self.entry = _SearchEntry("searchEdit", _("Find in both sides"))
        self.count = label(role="caption", wrap=False)
        self.exact = QToolButton()
        self.exact.setObjectName("searchExact")
        self.exact.setText("Aa")
        self.exact.setCheckable(True)
        self.exact.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.exact.setAccessibleName(_("Match case"))
        self.exact.setToolTip(_("Match case"))
        self.back = tool_button("searchBack", "up", _("Previous match"), _("Previous match (Shift+Enter)"))
        self.on = tool_button("searchNext", "down", _("Next match"), _("Next match (Enter)"))
        close = tool_button("searchClose", "close", _("Close the search"), _("Close the search (Esc)"))
        hbox(
            (self.entry, 1),
            self.count,
            self.exact,
            self.back,
            self.on,
            close,
            owner=self,
            gap=GAP // 2,
            margins=(GAP, GAP // 2, GAP, GAP // 2),
        )
        self.entry.textChanged.connect(self._search)
        self.exact.toggled.connect(self._search)
        self.entry.walked.connect(self.moved)
        self.entry.left.connect(self.close_search)
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.on.clicked.connect(lambda: self.moved.emit(1))
        close.clicked.connect(self.close_search)
        self.hide()

    def open_search(self, text: str = "") -> None:
        """Shows the bar and sets the focus to it, optionally with a text."""
        self.show()
        if text:
            self.entry.setText(text)
        self.entry.setFocus()
        self.entry.selectAll()

    def close_search(self) -> None:
        """Hides the bar and clears the hits."""
        self.hide()
        self.closed.emit()

    def show_count(self, current: int, total: int, others: int) -> None:
        """Shows the position, as in `2 of 5`, and the hits in other modules. `current` counts from 1; 0 is none."""
        if not self.entry.text():
            text = ""
        elif not total:
            text = _("Not in this module")
        elif current:
            text = _("{current} of {total}").format(current=current, total=total)
        else:
            text = _("{total} found").format(total=total)
        if others and self.entry.text():
            text += " · " + _("{count} in other modules").format(count=others)
        self.count.setText(text)
        self.entry.setAccessibleDescription(text)
        self.entry.set_valid(not self.entry.text() or total + others > 0)
        for button in (self.back, self.on):
            button.setEnabled(total + others > 0)

    def _search(self) -> None:
        self.searched.emit(self.entry.text(), self.exact.isChecked())
