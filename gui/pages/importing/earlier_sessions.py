"""Continues earlier sessions: the list of sessions on the Import page, and its buttons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.text.catalogue import _
from gui.pages.importing.session_list import SessionList

if TYPE_CHECKING:
    from gui.state.session import Session
    from gui.state.store import Note


class Earlier(QObject):
    """`resume_wanted`: the manifest is open, continue · `sample_wanted` · `message(title, text, remedy)`."""

    resume_wanted = Signal()
    sample_wanted = Signal()
    message = Signal(str, str, str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._store = session, session.store
        self._wanted: Note | None = None
        self.list = SessionList()
        self.list.chosen.connect(self._open)
        self.list.forget_wanted.connect(self._forget)
        self.list.bring_back_wanted.connect(self._bring_back)
        self._store.sweep()

    def refresh(self) -> bool:
        """Shows the sessions; returns whether there is anything to show. Quarantined files are reported once."""
        notes, back = self._store.notes(), self._store.can_bring_back()
        self.list.show_notes(notes, back)
        self.list.show_broken([path.name for path in self._store.broken()])
        return bool(notes) or back or bool(self._store.broken())

    def on_opened(self) -> None:
        """Continues the chosen session after its manifest was opened, or says why not."""
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        if self._session.sha256 == wanted.sha256:
            QTimer.singleShot(0, self, self.resume_wanted.emit)
            return
        text = _(
            "Your answers were given for the earlier content of the file. The current content starts without answers."
        )
        remedy = _("To continue with your answers, open the earlier file from its current location.")
        self.message.emit(_("{name} has changed since").format(name=wanted.name), text, remedy)

    def _open(self, note: Note) -> None:
        path = Path(note.path)
        self._wanted = note
        if note.path and path.is_file():
            self._session.open(path)
        elif not note.path and note.name.endswith(".json") and not note.name.endswith(".decisions.json"):
            self.sample_wanted.emit()
        else:
            self._wanted = None
            remedy = _("Open the manifest from its current location. You can then continue.")
            text = note.path or _("The location of its manifest was not saved.")
            self.message.emit(_("{name} was moved or deleted").format(name=note.name), text, remedy)

    def _forget(self, note: Note) -> None:
        try:
            self._store.forget(note)
        except OSError as error:
            self.message.emit(_("The answers were not deleted"), str(error.strerror or error), "")
        self.refresh()
        (self.list.back if self.list.sessions.rowCount() == 0 else self.list.table).setFocus()

    def _bring_back(self) -> None:
        try:
            self._store.bring_back()
        except OSError as error:
            self.message.emit(_("The answers were not restored"), str(error.strerror or error), "")
        self.refresh()
        self.list.table.setFocus()
