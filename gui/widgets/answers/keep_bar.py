"""The actions of every answer: confirm the suggestion, keep the original, clear the answer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from core.text.catalogue import _
from gui.theme import icons
from gui.theme.plain_text import breakable
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, hbox, label, push_button, vbox


class KeepBar(QWidget):
    """The buttons for any answer.

    `accepted` makes the suggestion an answer of the operator; `kept` carries the note (it may be empty); `reset` clears
    the operator's answer.
    """

    accepted = Signal()
    kept = Signal(str)
    reset = Signal()

    def __init__(self) -> None:
        self._actions: QBoxLayout | None = None
        super().__init__()
        self.accept = _link("acceptButton", "done", _("Confirm"))
        self.keep = _link("keepButton", "kept", _("Keep the original"))
        self.suggested = _link("resetButton", "reset", _("Back to the suggestion"))
        self.message = label(role="caption")
        hint = _("Reason for keeping the original (shown in the report)")
        self.note = Entry("keepNoteEdit", _("Reason for keeping the original"), hint)
        self.confirm = push_button("keepConfirm", _("Keep"))
        self.cancel = push_button("keepCancel", _("Cancel"))
        self._asking = QWidget()
        self._build()
        self.accept.clicked.connect(self.accepted)
        self.keep.clicked.connect(self._ask)
        self.suggested.clicked.connect(self.reset)
        self.confirm.clicked.connect(self._confirm)
        self.note.returnPressed.connect(self._confirm)
        self.cancel.clicked.connect(self._cancel)

    def show_state(self, kept: bool, note: str, own: bool, suggested: bool = True, acceptable: bool = False) -> None:
        """Shows the state: `kept` with its note, or `own` if the operator gave an answer.

        `suggested`: there is a suggestion to return to. `acceptable`: it is in force, and no one confirmed it yet.
        """
        self._asking.hide()
        self._acceptable = acceptable
        self.accept.setVisible(acceptable)
        self.keep.setVisible(not kept)
        back = _("Back to the suggestion") if suggested else _("Clear answer")
        self.suggested.setText(_("Use the change") if kept else back)
        self.suggested.setVisible(kept or own)
        self.message.setVisible(kept)
        text = _("The original stays: {note}").format(note=breakable(note)) if note else _("The original stays.")
        self.message.setText(text)
        self._arrange()

    def take_accept(self) -> None:
        """Moves the button Confirm back to the other buttons."""
        if self._actions is not None and self.accept.parentWidget() is not self:
            self._actions.insertWidget(0, self.accept, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons below each other in a narrow column."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """The width of the widest button, because the others can go below it."""
        widest = max(button.sizeHint().width() for button in self._shown())
        return QSize(widest, super().minimumSizeHint().height())

    def _shown(self) -> list[QPushButton]:
        buttons = (self.accept, self.keep, self.suggested)
        return [button for button in buttons if button.parentWidget() is self and button.isVisibleTo(self)] or [
            self.keep
        ]

    def _arrange(self) -> None:
        if self._actions is None:
            return
        needed = sum(button.sizeHint().width() + GAP for button in self._shown())
        ways = QBoxLayout.Direction
        self._actions.setDirection(ways.LeftToRight if needed <= self.width() else ways.TopToBottom)

    def _build(self) -> None:
        actions = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._actions = actions
        for button in (self.accept, self.keep, self.suggested):
            actions.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        actions.addStretch()
        hbox((self.note, 1), self.confirm, self.cancel, owner=self._asking)
        vbox(self.message, actions, self._asking, owner=self, gap=GAP // 2)
        self.show_state(False, "", False)

    def _ask(self) -> None:
        self.keep.hide()
        self.accept.hide()
        self._asking.show()
        self.note.setFocus()

    def _confirm(self) -> None:
        self._asking.hide()
        self.kept.emit(self.note.text().strip())

    def _cancel(self) -> None:
        self._asking.hide()
        self.keep.show()
        self.accept.setVisible(self._acceptable)
        self.keep.setFocus()


def _link(name: str, icon: str, text: str) -> QPushButton:
    button = push_button(name, text)
    button.setProperty("role", "link")
    icons.set_icon(button, icon, "note")
    return button
