"""The saved sessions as a table: manifest, time and progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from core.text.catalogue import _, plural
from gui.models.text_table import TextRow, TextTable

if TYPE_CHECKING:
    from gui.state.store import Note


class SessionsTable(TextTable):
    """File, last change, progress and folder, the newest first. Read-only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_("File"), _("Last worked on"), _("Progress"), _("Folder")), parent)
        self._notes: tuple[Note, ...] = ()

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Replaces the sessions."""
        self._notes = tuple(notes)
        self.set_rows(tuple(map(_row, notes)))

    def note(self, index: QModelIndex) -> Note | None:
        """The session of a row."""
        return self._notes[index.row()] if index.isValid() else None


def _row(note: Note) -> TextRow:
    folder = str(Path(note.path).parent) if note.path else "–"
    return TextRow((note.name, local_time(note.when), progress(note), folder))


def progress(note: Note) -> str:
    """The progress of a session in words."""
    answered = plural("{count} answer", "{count} answers", note.answered)
    return f"{answered}, {_('{count} open').format(count=note.open) if note.open else _('none open')}"


def local_time(when: str) -> str:
    """A saved time in the local format and zone."""
    from PySide6.QtCore import QDateTime, QLocale

    try:
        local = datetime.fromisoformat(when).astimezone()
    except ValueError:
        return when
    stamp = QDateTime.fromSecsSinceEpoch(int(local.timestamp()))
    here = QLocale()
    if here.language() is QLocale.Language.C:  # its short form has no separators
        return here.toString(stamp, "yyyy-MM-dd HH:mm")
    return here.toString(stamp, QLocale.FormatType.ShortFormat)
