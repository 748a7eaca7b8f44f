"""Confirms an export from outputs of the devices in the background: read, compare, save in its folder."""

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
    """Emits `confirmed(Confirmation)` when the result is saved in the folder, `failed(text)` when it is not."""

    confirmed = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._seen = Observations()
        self._paths: tuple[Path, ...] = ()
        self._last: tuple[tuple[Source, ...], tuple[Path, ...]] = ((), ())
        self.folder = Path()

    def begin(self, folder: Path) -> Confirmation | None:
        """Starts with the export in this folder, and with its earlier confirmation if there is one."""
        from core.bundle.confirmation.kept import load

        if folder != self.folder:
            self._seen = Observations()
            self._paths, self._last = (), ((), ())
            self.folder = folder
        return load(folder)

    def take(self, sources: Sequence[Source], by: str, given: tuple[str, str], paths: Sequence[Path] = ()) -> None:
        """Compares all outputs together with what the export expects.

        `by` is the person who confirms, `given` the addresses of the old device and of the VM, each empty if unknown,
        `paths` the files of the outputs, none of which is overwritten.
        """
        self._seen = self._seen.with_more(sources, self._session.stamp())
        self._last = tuple(sources), tuple(path for path in paths if path not in self._paths)
        self._paths += self._last[1]
        read, seen, folder, when = self._paths, self._seen.sources, self.folder, self._session.stamp()
        self._session.jobs.run(
            "confirm",
            lambda: _confirmed(folder, seen, when, by, given, read),
            self.confirmed.emit,
            self._not_confirmed,
            background=True,
        )

    def _not_confirmed(self, error: Exception) -> None:
        from core.bundle.confirmation.runtime import OtherDeviceError
        from core.bundle.folder_lock import Held
        from core.bundle.write import ExportError
        from core.manifest.errors import ManifestError

        if not isinstance(error, ValueError | OSError | ExportError | ManifestError | Held):
            raise error
        if isinstance(error, OtherDeviceError) or (isinstance(error, ExportError) and self._last[1]):
            self._drop_refused()
        self.failed.emit(str(error))

    def _drop_refused(self) -> None:
        """Removes inputs that were refused, because they would cause every later paste to be refused."""
        sources, paths = self._last
        self._seen = self._seen.without(sources)
        self._paths = tuple(path for path in self._paths if path not in paths)


def _confirmed(
    folder: Path, sources: Sequence[Source], when: str, by: str, given: tuple[str, str], paths: Sequence[Path]
) -> Confirmation:
    """Compares and writes. Raises ExportedError, ExportError, ManifestError, Held, OSError, ValueError for no facts."""
    from core.bundle.confirmation import kept
    from core.bundle.confirmation.result import Given, address
    from core.bundle.exported import read_export
    from core.bundle.write import update
    from core.device_outputs.reading import read
    from core.device_outputs.shown import without_facts

    reading = read(sources)
    if not reading:
        why = without_facts(reading) or _("No known output was found.")
        raise ValueError(_("Nothing was written. {why}").format(why=why))
    found = read_export(folder)
    signed = by or found.decisions.about.engineer or "operator"
    addresses = Given(*(address(text) if text else "" for text in given))
    confirmation = kept.confirm(found, sources, reading, when, signed, addresses)
    confirmation, files = kept.files(found, confirmation, loading.printed)
    update(found.folder, files, paths)
    return confirmation
