"""The sessions that were saved as a table: which manifest, when, how far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.text.catalogue import _, plural
from gui.theme.plain_text import tip

if TYPE_CHECKING:
    from gui.state.store import Note

_Index = QModelIndex | QPersistentModelIndex


class SessionsTable(QAbstractTableModel):
    """File, last worked on, progress, folder; the newest first. Read only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._heads = (_("File"), _("Last worked on"), _("Progress"), _("Folder"))

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show these sessions."""
        if tuple(notes) == self._notes:
            return
        self.beginResetModel()
        self._notes = tuple(notes)
        self._rows = tuple(
            (note.name, local_time(note.when), progress(note), str(Path(note.path).parent) if note.path else "–")
            for note in notes
        )
        self.endResetModel()

    def note(self, index: _Index) -> Note | None:
        """The session of a row."""
        return self._notes[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row a session."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """As many as headings."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; folders are often cut, so they are tool tips too."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = self._rows[index.row()][index.column()]
        return text if role == Qt.ItemDataRole.DisplayRole else tip(text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column names."""
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole and across and section < len(self._heads):
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and across:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def progress(note: Note) -> str:
    """How far a session came, in words."""
    answered = plural("{count} answer", "{count} answers", note.answered)
    return f"{answered}, {_('{count} open').format(count=note.open) if note.open else _('none open')}"


def local_time(when: str) -> str:
    """A saved time as people here write it, in their own zone."""
    from PySide6.QtCore import QDateTime, QLocale

    try:
        local = datetime.fromisoformat(when).astimezone()
    except ValueError:
        return when
    stamp = QDateTime.fromSecsSinceEpoch(int(local.timestamp()))
    return QLocale().toString(stamp, QLocale.FormatType.ShortFormat)
