"""The list of earlier sessions: continue one, or remove its answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from core.text.catalogue import _, plural
from gui.models.sessions_table import SessionsTable
from gui.pages.common.row_table import RowTable
from gui.widgets.basics.parts import STRETCH, Card, fill, hbox, label, label_for, push_button

if TYPE_CHECKING:
    from gui.state.store import Note


class _Table(RowTable):
    """Enter and a double click continue a session, Delete removes it; Enter does not press Next."""

    forget_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles Delete for the row, like Enter."""
        if event.key() != Qt.Key.Key_Delete:
            super().keyPressEvent(event)
            return
        self.forget_wanted.emit()
        event.accept()


class SessionList(Card):
    """`chosen(Note)` to continue, `forget_wanted(Note)`, `bring_back_wanted` after that."""

    chosen = Signal(object)
    forget_wanted = Signal(object)
    bring_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="sessionList")
        self.sessions = SessionsTable(self)
        self.table = _table(self.sessions)
        self.go_on = push_button("continueButton", _("&Continue"))
        self.go_on.setProperty("role", "primary")
        self.forget = push_button("forgetButton", _("&Delete its answers"))
        self.back = push_button("bringBackButton", _("&Undo: restore the answers"))
        self.back.hide()
        self.broken = label(role="warning", name="brokenSessions")
        self.broken.hide()
        fill(
            self.rows,
            label_for(_("Con&tinue where you left off"), self.table, "heading"),
            label(_("Your answers are stored on this computer. The manifests stay where they are."), "muted"),
            self.broken,
            (self.table, 1),
            hbox(self.go_on, self.forget, self.back, STRETCH),
        )
        self._connect()

    def show_notes(self, notes: Sequence[Note], can_bring_back: bool) -> None:
        """Shows these sessions with the first one selected."""
        self.sessions.set_notes(notes)
        self.back.setVisible(can_bring_back)
        for button in (self.go_on, self.forget):
            button.setEnabled(bool(notes))
        if notes and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.table.resizeColumnsToContents()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)  # otherwise the last column stays as narrow as its content
        header.setStretchLastSection(True)

    def show_broken(self, names: Sequence[str]) -> None:
        """Shows the files that were quarantined because they cannot be read."""
        self.broken.setVisible(bool(names))
        text = plural("{count} saved file cannot be read and was moved: ",
                      "{count} saved files cannot be read and were moved: ", len(names))  # fmt: skip
        self.broken.setText(text + ", ".join(names[:3]) + (" …" if len(names) > 3 else ""))

    def _connect(self) -> None:
        self.table.activated.connect(lambda _index: self._explain(self.chosen.emit))
        self.table.forget_wanted.connect(lambda: self._explain(self.forget_wanted.emit))
        self.go_on.clicked.connect(lambda: self._explain(self.chosen.emit))
        self.forget.clicked.connect(lambda: self._explain(self.forget_wanted.emit))
        self.back.clicked.connect(self.bring_back_wanted)

    def _explain(self, emit: Callable[[Note], None]) -> None:
        note = self.sessions.note(self.table.currentIndex())
        if note is not None:
            emit(note)


def _table(model: SessionsTable) -> _Table:
    table = _Table("sessionsTable", _("Sessions: press Enter to continue a session, Delete to delete its answers"))
    table.setModel(model)
    table.setProperty("role", "calm")
    table.setMinimumHeight(120)
    return table
