"""Handles unexpected errors: they become a message and a note without secrets, never a traceback on screen."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from core.text.catalogue import _
from gui.app.log import NAME, logger, path_for, versions
from gui.state.atomic_file import write_atomically

if TYPE_CHECKING:
    from gui.state.session import Session


class CrashNet(QObject):
    """Replaces `sys.excepthook`. `caught` carries the path of the note, empty if it could not be written."""

    caught = Signal(str)

    def __init__(self, folder: Path, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._session = folder, session
        self._box: QMessageBox | None = None

    def install(self) -> None:
        """Handles all unexpected errors from now on."""
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Writes the note, saves the decisions and informs the operator once."""
        if issubclass(kind, KeyboardInterrupt):
            return
        path = self._write(kind, error, trace)
        logger.error("fault: %s, see %s", kind.__name__, path.name if path else "-")
        self.caught.emit(str(path or ""))
        if self._box is None:
            self._explain(path)

    def _write(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Path | None:
        path = self._folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
        try:
            write_atomically(path, note(kind, error, trace, self._session).encode("utf-8", "replace"))
            self._session.save_now()
        except Exception:
            return None
        return path

    def _explain(self, path: Path | None) -> None:
        parent = self.parent()
        box = QMessageBox(parent if isinstance(parent, QWidget) else None)
        box.setObjectName("crashBox")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("EdgeShift")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("An internal error occurred in EdgeShift."))
        message = _(
            "Your answers are saved, and your manifest was not changed. You can continue. If the error occurs "
            "again, restart EdgeShift."
        )
        where = _("A note for the developers and the log, both without secrets, are in:\n{note}\n{log}")
        where = where.format(note=path, log=path_for(self._session)) if path else ""
        box.setInformativeText("\n\n".join(part for part in (message, where) if part))
        box.finished.connect(self._closed)
        self._box = box
        box.open()

    def _closed(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None


def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None, session: Session) -> str:
    """Describes the error: file names, lines, the message with secrets masked; no values."""
    message = str(error)
    if session.migration is not None:
        try:
            message = session.redactor.text(message)
        except Exception:
            message = "(left out)"
    frames = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    log = f"What happened before: {NAME}, one folder up"
    return "\n".join([versions(), *frames, f"{kind.__name__}: {message}", log, ""])
