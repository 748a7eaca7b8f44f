"""An input for outputs of devices, pasted, dropped, typed or from files; it does not keep them visible."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.text.catalogue import _
from gui.widgets.basics.enter_key import is_enter
from gui.widgets.basics.parts import STRETCH, hbox, label, push_button, vbox
from gui.widgets.basics.progress_card import ProgressCard

SHOW_PROGRESS_MS = 1000


class _Edit(QPlainTextEdit):
    """Sends `pasted(text)` and `dropped(paths)` instead of inserting them."""

    pasted = Signal(str)
    dropped = Signal(list)
    wanted = Signal()

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setTabChangesFocus(True)
        self.setFixedHeight(64)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accepts files, too."""
        return source.hasUrls() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Reads pasted or dropped content at once."""
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if files:
            self.dropped.emit(files)
        elif source.text().strip():
            self.pasted.emit(source.text())

    def event(self, event: QEvent) -> bool:
        """Leaves undo to the window while there is nothing to undo here."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reads the typed text on Ctrl+Enter."""
        enter = is_enter(event)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class PasteBox(QWidget):
    """`given(list of (name, bytes))`, the name empty for a paste · `files_wanted` · `failed(text)` a file is not read.

    `cancelled` what takes longer than a second (`wait_for`, until `ready`) shall not be waited for.

    `name` is that of its parts, for a window may hold several; `limit` the bytes of a file or paste that is read;
    with `printed` it is output of devices, which has limits of its own. `keys` whether its buttons have keys.
    `paths` are the files that came last, none for a paste.
    """

    given = Signal(list)
    files_wanted = Signal()
    failed = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        name: str,
        accessible: str,
        limit: int,
        keys: bool = True,
        printed: bool = True,
    ) -> None:
        super().__init__()
        self._limit, self._printed = limit, printed
        self.paths: tuple[Path, ...] = ()
        self.edit = _Edit(f"{name}Text", accessible)
        self.edit.setAccessibleDescription(_("Ctrl+Enter reads typed text; pasted text is read immediately."))
        self.edit.setPlaceholderText(
            _("Paste (Ctrl+V) or drop the output here. You can paste several outputs at once.")
        )
        self.read = push_button(f"{name}Read", _("Read the text"), "next")
        self.read.setEnabled(False)
        self.files = push_button(f"{name}Files", _("From &files…") if keys else _("From files…"), "open")
        self.problem = label(role="error", name=f"{name}Problem")
        self.problem.hide()
        self.progress = ProgressCard()
        self._name = ""
        self._patience = QTimer(self, singleShot=True, interval=SHOW_PROGRESS_MS)
        self._patience.timeout.connect(lambda: self.progress.show_name(self._name))
        vbox(self.edit, hbox(self.files, self.read, STRETCH), self.problem, self.progress, owner=self)
        self._connect()

    def _connect(self) -> None:
        self.edit.textChanged.connect(lambda: self.read.setEnabled(bool(self.edit.toPlainText().strip())))
        self.edit.pasted.connect(self._take)
        self.edit.dropped.connect(self.take_files)
        self.edit.wanted.connect(self._read_typed)
        self.read.clicked.connect(self._read_typed)
        self.files.clicked.connect(self.files_wanted)
        self.progress.cancelled.connect(self.ready)
        self.progress.cancelled.connect(self.cancelled)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Reads dropped or chosen files."""
        from core.manifest.errors import ManifestError
        from core.manifest.file import read_file
        from core.text import system_errors

        self.show_problem("")
        sources = []
        for path in paths:
            try:
                sources.append((path.name, self._checked(read_file(path, self._limit, manifest=False), path.name)))
            except ManifestError as error:
                self.show_problem(f"{path.name}: {'; '.join(filter(None, (error.found, error.expected)))}")
            except OSError as error:
                self.show_problem(f"{path.name}: {system_errors.reason(error)}")
        if sources:
            self.paths = tuple(paths)
            self.given.emit(sources)

    def wait_for(self, name: str) -> None:
        """Shows a progress with a cancel button if reading in the background takes longer than a second."""
        self._name = name or _("the text")
        self._patience.start()

    def ready(self) -> None:
        """Ends the progress."""
        self._patience.stop()
        self.progress.hide()

    def show_problem(self, text: str) -> None:
        """Shows why something was not read; empty for no problem."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            self.failed.emit(text)

    def _read_typed(self) -> None:
        if self.edit.toPlainText().strip():
            self._take(self.edit.toPlainText())

    def _take(self, text: str) -> None:
        from core.manifest.errors import ManifestError

        self.show_problem("")
        self.edit.setPlainText("")  # without undo, because the typed text may contain secrets
        self.paths = ()
        try:
            self.given.emit([("", self._checked(text.encode("utf-8", "replace"), ""))])
        except ManifestError as error:
            self.show_problem(f"{error.found}: {error.expected}; {error.remedy}")

    def _checked(self, data: bytes, name: str) -> bytes:
        """The input if it is within the limits. Raises ManifestError otherwise."""
        from core.device_outputs import limits

        return limits.check(data, name) if self._printed else data
