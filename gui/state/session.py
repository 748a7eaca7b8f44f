"""The single observable state of the window: manifest, decisions, saved session, export.

Pages read `migration` and `selection` and listen to the signals; nothing else holds state.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.text.catalogue import _
from gui.state.decision_history import Selection, now
from gui.state.opening import Opening
from gui.state.store import Note, Store, key_of
from gui.state.user_error import UserError, of_saving

if TYPE_CHECKING:
    from datetime import datetime

    from core.bundle.migrated import Migrated
    from core.model.decisions import Decisions
    from gui.state import loading
    from gui.state.records import Exported, FormerDevice

__all__ = ["Selection", "Session"]

AUTOSAVE_MS = 400  # after the first unsaved answer: it is saved within the promised second


class Session(Opening):
    """The decisions about one file, which are saved, resumed and exported.

    `opened` another manifest is open · `replayed(Replayed)` decisions wait for their manifest · `saved`,
    `save_failed(UserError)` · `prepared(files)`, `exported(Exported)`, `export_failed(UserError)`.

    `engineer` signs new sessions, until another is given.
    `earlier` is the saved session of this manifest, until the operator resumes it or starts over.
    `origin` is the export that wrote the manifest, where one did. `former` is offered until it is taken or refused.
    """

    opened = Signal()
    replayed = Signal(object)
    saved = Signal()
    save_failed = Signal(object)
    prepared = Signal(object)
    exported = Signal(object)
    export_failed = Signal(object)

    def __init__(self, store: Store, clock: Callable[[], datetime] = now, parent: QObject | None = None) -> None:
        super().__init__(clock, parent)
        self.store = store
        self.path: Path | None = None
        self._read: tuple[Path, ...] = ()
        self.step = 0
        self.earlier: Note | None = None
        self.waiting: loading.Replayed | None = None
        self.result: Exported | None = None
        self.origin: Migrated | None = None
        self.former: FormerDevice | None = None
        self.strict = False
        self.engineer = ""
        self._autosave = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._autosave.timeout.connect(self._save_behind)
        self.decided.connect(self._on_decided)

    # Opened

    def _take(self, result: loading.Opened | loading.Replayed) -> None:
        from gui.state import loading

        if isinstance(result, loading.Replayed):
            self.waiting = result
            self.replayed.emit(result)
            return
        if self.jobs.busy or result.migration.before.source.sha256 == self.sha256:
            self.save_now()
        elif self._autosave.isActive():
            self._save_behind()  # another manifest does not wait for it
        self.former = self._device_of_now()
        self.path, self.result, self.origin = result.path, None, result.origin
        self.target_path, self.wanted_target = None, None
        self.begin(result.migration)
        self.earlier = self.store.find(self.sha256, self._path_text())
        replay, self.waiting = result.decisions or (self.waiting.decisions if self.waiting is not None else None), None
        self.opened.emit()
        self.changed.emit()
        self.jobs.look_ahead(lambda: loading.look_ahead(result.migration))
        if replay is not None and replay.input_sha256 in ("", self.sha256):
            self.name_module(replay.module)
            self._become(self._for_this(replay))

    # Coming back

    def resume(self) -> bool:
        """Continues with the saved answers, if they can be read; undo removes them."""
        note, self.earlier = self.earlier, None
        decisions = self.store.load(note) if note is not None else None
        if note is not None and decisions is not None:
            self.name_module(decisions.module)
            self.step = note.step
            self._find_target(decisions, note)
            self._become(self._for_this(decisions))
            return True
        if note is not None:
            text = _("The file with the answers is missing or damaged. A damaged file is kept beside the others.")
            remedy = _(
                "Answer the questions again. If you have an earlier export, open its folder: it also contains the "
                "answers."
            )
            self.failed.emit(UserError(_("The saved answers cannot be read"), text, remedy))
        return False

    def take_former(self) -> None:
        """Uses the device that was described for the previous manifest."""
        former, self.former = self.former, None
        if former is not None:
            self.set_device(former.device)

    def start_over(self) -> None:
        """Ignores the saved answers; they stay on disk until there is a new answer."""
        self.earlier = None

    def save(self) -> None:
        """Writes the decisions to the state folder, without anything that redaction would mask.

        It waits for a write in the background, so that an older state never replaces a newer one.
        """
        self.jobs.wait()
        work = self._saving()
        if work is None:
            return
        try:
            work()
        except OSError as error:
            self.save_failed.emit(of_saving(error))
            return
        self.saved.emit()

    def _save_behind(self) -> None:
        """Saves in the background, because a virus scanner may keep the file open for a second."""

        def failed(error: Exception) -> None:
            if not isinstance(error, OSError):
                raise error
            self.save_failed.emit(of_saving(error))

        work = self._saving()
        if work is not None:
            self.jobs.behind("save", work, lambda _none: self.saved.emit(), failed)

    def _saving(self) -> Callable[[], None] | None:
        """The function that writes the current decisions; None if there is nothing to write, or not yet."""
        self._autosave.stop()
        migration = self.migration
        if migration is None or self.earlier is not None:
            return None
        if migration.decisions is not self.decisions:  # still being computed in the background
            self._autosave.start()
            return None
        from core.bundle.export import saved

        items, path, read = self.decisions.items, self._path_text(), self.sources()
        note = Note(
            key_of(self.sha256, path), self.sha256, path, self.name, self.stamp(),
            self.step, len(items), len(migration.open), self._target_text(),
        )  # fmt: skip
        return lambda: self.store.save(note, saved(migration), read)

    def visit(self, step: int) -> None:
        """Records the page in view with the answers, so that the session resumes there."""
        if step != self.step and self.migration is not None and self.decisions.items:
            self._autosave.start()
        self.step = step

    def save_now(self) -> None:
        """Saves without the usual delay, as when the window closes."""
        if self._autosave.isActive():
            self.jobs.wait()
            QCoreApplication.sendPostedEvents(self.jobs)
            self.save()

    # Export

    @property
    def exported_folder(self) -> Path | None:
        """The export that wrote the open manifest, if it is located in one."""
        from core.bundle import reopen

        return reopen.export_around(self.path)

    def files(self) -> dict[str, bytes]:
        """The files that the export will write, by path relative to its folder; computed once."""
        return self._bundling()()

    def prepare(self) -> None:
        """Computes in the background what the export will write; `prepared` delivers it, at once if it is known."""
        from core.model.remembered import known

        work = self._bundling()
        files = known(work.func, *work.args)
        if files is not None:
            self.prepared.emit(files)
            return
        self.jobs.run("bundle", work, self.prepared.emit, self._not_written, background=True)

    def export(self, folder: Path, force: bool = False) -> None:
        """Writes the bundle completely or not at all."""
        from core.bundle.export import reprinted, write
        from gui.state.loading import printed

        bundling, sources = self._bundling(), self.sources()
        migration, strict = bundling.args

        def work() -> tuple[str, ...]:
            files = bundling()
            write(folder, files, force, converted=sources, reprint=reprinted(migration, strict, printed))
            return tuple(files)

        def done(names: tuple[str, ...]) -> None:
            from gui.state.records import Exported

            self.result = Exported(folder, names)
            self.exported.emit(self.result)

        self.jobs.run("export", work, done, self._not_written, background=True)

    def _bundling(self) -> partial[dict[str, bytes]]:
        """The function that makes the files of the current migration; it can run on any thread."""
        from gui.state.loading import files_of

        assert self.migration is not None
        return partial(files_of, self.migration, self.strict)

    def _not_written(self, error: Exception) -> None:
        from core.bundle.export import ExportError

        if not isinstance(error, ExportError | OSError):
            raise error
        self.export_failed.emit(UserError(_("Nothing was written"), str(error)))

    # Inside

    def _device_of_now(self) -> FormerDevice | None:
        """The device of the open manifest, if the operator described it; else the one that was offered before."""
        from core.model.device import Device
        from gui.state.records import FormerDevice

        described = self.migration is not None and self.device != Device()
        return FormerDevice(self.name, self.device) if described else self.former

    def _target_text(self) -> str:
        beside = self.target_path is not None and self.decisions.target is not None
        return str(self.target_path) if beside else ""

    def _path_text(self) -> str:
        return str(self.path.resolve()) if self.path is not None else ""

    def _for_this(self, decisions: Decisions) -> Decisions:
        """The given decisions, changed to those of the open manifest and of this version."""
        from gui.state.loading import blank_decisions

        assert self.migration is not None
        blank = blank_decisions(self.migration.before, decisions.device, self.engineer)
        about = decisions.about if any(dict(decisions.about).values()) else blank.about
        self.former = None  # these decisions have a device of their own
        known = decisions.target is not None and decisions.target.sha256 in self._targets
        self.wanted_target = None if known else decisions.target
        target = decisions.target if known else None
        return blank.model_copy(
            update={"items": decisions.items, "about": about, "target": target, "source": decisions.source}
        )

    def _find_target(self, decisions: Decisions, note: Note) -> None:
        """Reads the deployment of the device from its earlier location, if the file has not changed."""
        from core.device_outputs.deployment import target
        from core.manifest.errors import ManifestError
        from core.manifest.file import read_file

        if decisions.target is None or not note.target:
            return
        try:
            found = target(read_file(Path(note.target)), decisions.target.name)
        except (ManifestError, OSError):
            return
        if found.source.sha256 == decisions.target.sha256:
            self._know_target(found)
            self.target_path = Path(note.target)

    def _on_decided(self) -> None:
        self.earlier, self.result = None, None
        if not self._autosave.isActive():
            self._autosave.start()
