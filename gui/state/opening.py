"""Opens a file, a folder, a text or several twins as a manifest, in the background if that takes long."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.text.catalogue import _
from gui.state.atomic_file import write_atomically
from gui.state.decision_history import DecisionHistory
from gui.state.user_error import UserError, of_reading, of_system

if TYPE_CHECKING:
    from gui.state import loading

    Opened = loading.Opened | loading.Replayed


class Opening(DecisionHistory):
    """A decision history that begins with a file.

    Emits `opening(name)` while a file is being read, `failed(UserError)` if it could not be opened.
    """

    opening = Signal(str)
    failed = Signal(object)

    path: Path | None = None
    target_path: Path | None = None
    engineer: str = ""
    _read: tuple[Path, ...] = ()

    @abstractmethod
    def _take(self, result: Opened) -> None:
        """Continues with what was opened."""

    def sources(self) -> tuple[Path, ...]:
        """The files that are open or were read or refused last, which nothing that is written may replace or remove."""
        return (*(path for path in (self.path, self.target_path) if path is not None), *self._read)

    def open(self, path: Path) -> None:
        """Opens a manifest, an exported folder, or a decisions file, which may have to wait for its manifest."""
        from core.manifest.file import read_file
        from core.model.device import Device
        from gui.state import loading

        device, engineer = Device(), self.engineer
        if path.is_dir():
            self._read = ()
            self._load(lambda: loading.open_folder(path, device), path.name, background=True)
            return
        self._read = (path,)
        held: list[bytes] = []

        def work() -> Opened:
            held.append(read_file(path))
            return loading.open_data(held[0], path.name, path, device, engineer)

        self._load(work, path.name, held, background=loading.is_large(path))

    def open_both(self, manifest: Path, decisions: Path) -> None:
        """Opens a manifest with the decisions made for it."""
        from core.model.device import Device
        from gui.state import loading

        device, self._read = Device(), (manifest, decisions)
        self._load(lambda: loading.open_both(manifest, decisions, device), manifest.name, background=True)

    def open_bytes(self, data: bytes, name: str) -> None:
        """Opens a manifest that is no file of the operator, such as the sample."""
        from core.model.device import Device
        from gui.state import loading

        device, engineer, self._read = Device(), self.engineer, ()
        background = len(data) >= loading.BACKGROUND_BYTES
        self._load(lambda: loading.open_data(data, name, None, device, engineer), name, (data,), background)

    def paste(self, text: str, path: Path, joined: Sequence[Path] = ()) -> None:
        """Saves pasted, repaired or `joined` text as a file, so that the session can resume it, and opens that."""
        from core.bundle.input_guard import held

        try:
            if held([path], (*self.sources(), *joined)):
                message, remedy = _("The copy would replace the file that was opened."), _("Choose another name.")
                self.failed.emit(UserError(_("Nothing was written"), message, remedy))
                return
            write_atomically(path, text.encode())
        except OSError as error:
            self.failed.emit(of_system(error, path))
            return
        self.open(path)
        self._read = (*self._read, *joined)

    def user_error_for(self, text: str, name: str) -> UserError | None:
        """Why a text is no manifest, before the operator chooses where to save it; None if it is one."""
        from core.manifest.read import read

        data = text.encode("utf-8", "replace")
        try:
            read(data, name)
        except Exception as error:
            if (user_error := of_reading(error, name, data)) is None:
                raise
            return user_error
        return None

    def check(self, text: str, name: str, done: Callable[[UserError | None], None]) -> None:
        """Passes to `done` why a text is no manifest, or None if it is one."""
        from gui.state import loading

        self.opening.emit(name)
        background = len(text) >= loading.BACKGROUND_BYTES
        self.jobs.run("open", lambda: self.user_error_for(text, name), done, background=background)

    def join(self, paths: Sequence[Path], done: Callable[[str], None]) -> None:
        """Passes several module twins to `done` as one text, or reports that they cannot be joined."""
        from gui.state import loading

        names = tuple(paths)
        self.opening.emit(paths[0].name)
        self.jobs.run("open", lambda: loading.joined(names), done, self._not_joined, background=True)

    def name_module(self, name: str) -> None:
        """Names the one module of a file that holds create options alone, before anything is answered."""
        from gui.state import loading

        migration = self.migration
        if migration is None or not name or name == migration.before.given_name:
            return
        self.begin(loading.first_migration(loading.renamed(migration.before, name), migration.device, self.engineer))
        self.changed.emit()

    def cancel_opening(self) -> None:
        """Cancels opening; the manifest that was open stays open."""
        self.jobs.cancel("open")

    def _not_joined(self, error: Exception) -> None:
        if (user_error := of_reading(error, _("The files"))) is None:
            raise error
        self.failed.emit(user_error._replace(title=_("The files were not opened")))

    def _load(
        self, work: Callable[[], Opened], name: str, held: Sequence[bytes] = (), background: bool = False
    ) -> None:
        """Opens what `work` reads; `held` contains the text of the file once it is read."""

        def refuse(error: Exception) -> None:
            if (user_error := of_reading(error, name, held[0] if held else b"")) is None:
                raise error
            self.failed.emit(user_error)

        self.opening.emit(name)
        self.jobs.run("open", work, self._take, refuse, background=background)
