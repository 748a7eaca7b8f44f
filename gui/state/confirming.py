"""Confirming an export by what the devices print, off the window's thread: read, compare, keep in the folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.text.catalogue import _
from gui.state import loading
from gui.state.observations import Observations

if TYPE_CHECKING:
    from core.report.confirmation import Confirmation
    from gui.state.observations import Source
    from gui.state.session import Session


class Confirming(QObject):
    """`confirmed(Confirmation)` it is kept in the folder · `failed(text)` it is not."""

    confirmed = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._seen = Observations()
        self._paths: tuple[Path, ...] = ()
        self.folder = Path()

    def begin(self, folder: Path) -> Confirmation | None:
        """The export in this folder from now on; its confirmation of before, where it has one."""
        from core.bundle.confirmation.kept import load

        if folder != self.folder:
            self._seen.clear()
            self._paths = ()
            self.folder = folder
        return load(folder)

    def take(self, sources: Sequence[Source], by: str, old: str, paths: Sequence[Path] = ()) -> None:
        """Outputs came in: all of them together are compared with what the export expects.

        `by` is who confirms, `old` the address of the old device or empty, `paths` the
        files that the outputs are in: none of them is written over.
        """
        self._seen.add(sources, self._session.stamp())
        self._paths += tuple(paths)
        read, given, folder, when = self._paths, self._seen.sources, self.folder, self._session.stamp()
        self._session.jobs.run(
            "confirm",
            lambda: _confirmed(folder, given, when, by, old, read),
            self.confirmed.emit,
            self._not_confirmed,
            background=True,
        )

    def _not_confirmed(self, error: Exception) -> None:
        from core.bundle.folder_lock import Held
        from core.bundle.write import ExportError
        from core.manifest.errors import ManifestError

        if not isinstance(error, ValueError | OSError | ExportError | ManifestError | Held):
            raise error
        self.failed.emit(str(error))


def _confirmed(
    folder: Path, sources: Sequence[Source], when: str, by: str, old: str, paths: Sequence[Path]
) -> Confirmation:
    """Compare and write. Raises ExportedError, ExportError, ManifestError, Held, OSError, ValueError for no facts."""
    from core.bundle.confirmation import kept
    from core.bundle.confirmation.result import old_address
    from core.bundle.exported import read_export
    from core.bundle.write import update
    from core.device_outputs.reading import read

    reading = read(sources)
    if not reading:
        raise ValueError(_("Nothing was understood, so nothing was written."))
    found = read_export(folder)
    signed = by or found.decisions.about.engineer or "operator"
    confirmation = kept.confirm(found, sources, reading, when, signed, old_address(old) if old else "")
    update(found.folder, kept.files(found, confirmation, loading.printed), paths)
    return confirmation
