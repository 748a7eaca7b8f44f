"""The ways to a manifest: a file, several twins, pasted text, the sample. Text is saved to a file first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from core.text.catalogue import _
from gui.theme.resource_files import resource

if TYPE_CHECKING:
    from gui.pages.common.page import Context, Page
    from gui.state.user_error import UserError

SAMPLE = "fpga-site.json"
PASTED = "deployment.json"
"""The suggested name for a pasted text."""


class Ways(QObject):
    """`refused(UserError)`: a text is no manifest · `message(title, text, remedy)`: nothing was opened."""

    refused = Signal(object)
    message = Signal(str, str, str)

    def __init__(self, page: Page, context: Context) -> None:
        super().__init__(page)
        self._page, self._context, self._session = page, context, context.session

    def ask_for_file(self) -> None:
        """Lets the operator choose a file."""
        chosen = self._context.dialogs.open_file(self._page.window(), self._context.settings.folder("open"))
        if chosen is not None:
            self.open_paths(chosen if isinstance(chosen, list) else [chosen])

    def open_path(self, path: Path) -> None:
        """Opens a file from any source."""
        self._session.open(path)

    def open_paths(self, paths: list[Path]) -> None:
        """Opens one file, or several module twins as one migration: they are joined and saved to a file first."""
        if len(paths) == 1:
            self.open_path(paths[0])
            return
        from gui.state.loading import are_decisions

        decisions = [path for path in paths if are_decisions(path)]
        if len(paths) == 2 and len(decisions) == 1:
            self._session.open_both(next(path for path in paths if path not in decisions), decisions[0])
            return
        from core.manifest.twins import NAME

        self._session.join(paths, lambda text: self._save_and_open(text, NAME, paths[0].parent, paths))

    def open_sample(self) -> None:
        """Opens the bundled sample."""
        data = resource("samples", SAMPLE).read_bytes()
        self._session.open_bytes(data, SAMPLE)

    def paste(self) -> None:
        """Opens a manifest, or a file, from the clipboard."""
        from gui.pages.importing.clipboard_text import copied_path, unfenced

        clipboard = QApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in clipboard.urls() if url.isLocalFile()]
        if files:
            self.open_paths(files)
        elif (path := copied_path(clipboard.text())) is not None:
            self.open_path(path)
        elif clipboard.text().strip():
            self._paste_text(unfenced(clipboard.text()))
        else:
            text = _("There is no text on the clipboard.")
            self.message.emit(_("Nothing to paste"), text, _("Copy the text of the manifest and try again."))

    def _paste_text(self, text: str) -> None:
        def judged(user_error: UserError | None) -> None:
            if user_error is not None:
                self.refused.emit(user_error)
            else:
                self._save_pasted(text, PASTED)

        self._session.check(text, _("Pasted text"), judged)

    def save_repaired(self, text: str, name: str) -> None:
        """Saves a repaired text beside its file; a pasted text in the documents folder."""
        beside = next(iter(self._session.sources()[-1:]), None)
        if beside is not None:
            self._save_and_open(text, name, beside.parent)
        else:
            self._save_pasted(text, name)

    def _save_pasted(self, text: str, name: str) -> None:
        from gui.pages.importing.clipboard_text import documents

        self._save_and_open(text, name, documents())

    def _save_and_open(self, text: str, name: str, folder: Path, joined: Sequence[Path] = ()) -> None:
        path = self._context.dialogs.save_file(self._page.window(), str(folder / name))
        if path is not None:
            self._session.paste(text, path, joined)
            return
        self.message.emit(
            _("The text was not opened"),
            _(
                "It must be saved to a file first. The file is required to continue later, for the report and to "
                "roll back."
            ),
            _("Paste again and choose where to save it."),
        )
