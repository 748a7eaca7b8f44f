"""Step one: a manifest comes in, by whatever way, and is shown with what was found or with the exact error."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget, QWizard

from core.text.catalogue import _
from gui.pages.common.columns import Columns
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.importing.start_card import StartCard
from gui.pages.importing.ways import Ways
from gui.widgets.basics.empty_state import EmptyState
from gui.widgets.basics.parts import STRETCH, restyle, vbox

if TYPE_CHECKING:
    from gui.pages.importing.earlier_sessions import Earlier
    from gui.pages.importing.found_panel import FoundPanel
    from gui.pages.importing.opening_status import OpeningStatus
    from gui.state.loading import Replayed
    from gui.state.user_error import UserError

PROGRESS_AFTER_MS = 700
"""After this long it is shown that a file is being read: within the second after which people wonder."""


class ImportPage(Page):
    """Open, drop, paste, sample, recent; then what was found."""

    def __init__(self, context: Context) -> None:
        title = _("Import a deployment manifest")
        subtitle = _("EdgeShift reads the file but never changes it. No data leaves this computer.")
        super().__init__(Step.IMPORT, "importPage", title, subtitle, context)
        self._late = False
        self.ways = Ways(self, context)
        self.ways.message.connect(self._explain)
        self.ways.refused.connect(self._show_user_error)
        self._opening = ""
        self._progress_timer = QTimer(self, singleShot=True, interval=PROGRESS_AFTER_MS)
        self._progress_timer.timeout.connect(self._show_progress)

    def build(self) -> Iterator[None]:
        """Ways in at the left, what was found at the right."""
        self.start = StartCard()
        self.empty = EmptyState("import", _("No manifest is open"), _("The content of the manifest is shown here."))
        self._right = vbox((self.empty, 1), STRETCH)
        self._connect()
        content = QWidget()
        self.area.setWidget(content)  # while it is empty: Qt styles and measures all that is in it
        self._whole = vbox((Columns([(self.start, 0), (self._right, 1)]), 1), owner=content)
        yield

    @cached_property
    def status(self) -> OpeningStatus:
        """What went wrong or takes long, made when something does: the first paint does without."""
        from gui.pages.importing.opening_status import OpeningStatus

        status = OpeningStatus()
        status.cancelled.connect(self._cancel)
        status.repaired.connect(self.ways.save_repaired)
        self._whole.insertWidget(0, status)
        return status

    @cached_property
    def found(self) -> FoundPanel:
        """What was found, made when something was: the first paint does without."""
        from gui.pages.importing.found_panel import FoundPanel

        panel = FoundPanel(self.session)
        panel.hide()
        panel.resume.resume_wanted.connect(self._resume)
        panel.resume.over_wanted.connect(self._start_over)
        panel.module_named.connect(self.session.name_module)
        panel.source_chosen.connect(self.session.set_source)
        panel.origin.folder_wanted.connect(self.session.open)
        panel.origin.confirm_wanted.connect(self._confirm)
        self._right.insertWidget(self._right.indexOf(self.empty), panel, 1)
        return panel

    @cached_property
    def earlier(self) -> Earlier:
        """The sessions of other days, made after the first paint and only where there are any."""
        from gui.pages.importing.earlier_sessions import Earlier

        sessions = Earlier(self.session, self)
        sessions.resume_wanted.connect(self._resume)
        sessions.sample_wanted.connect(self.ways.open_sample)
        sessions.message.connect(self._explain)
        self._right.insertWidget(self._right.indexOf(self.empty), sessions.list, 1)
        return sessions

    def late(self) -> None:
        """What the first paint did without."""
        from PySide6.QtGui import QKeySequence, QShortcut

        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.ways.paste)
        self._late = True
        self.refresh()
        if self.session.migration is None and self._shows_sessions():
            self.earlier.list.table.setFocus()

    def reflow(self, narrow: bool) -> None:
        """The ways to open a file have a column of their own while there is space."""
        super().reflow(narrow)
        self.start.setMinimumWidth(0 if narrow else 300)
        self.start.setMaximumWidth(16_777_215 if narrow else 300)
        self.start.set_narrow(narrow)

    def refresh(self) -> None:
        """Found or empty; recent files as they are now."""
        self.start.set_recent(self.context.settings.recent())
        migration = self.session.migration
        listed = migration is None and self._shows_sessions()
        if "earlier" in self.__dict__:
            self.earlier.list.setVisible(listed)
        self.empty.setVisible(migration is None and not self._is_wrong() and not listed)
        if migration is not None:
            self.found.show_migration(migration, self.session.earlier)
            self.found.origin.show_origin(migration, self.session.origin, self.session.exported_folder)
            self.found.show()
        if self._is_wrong():
            self.status.show_still_open(self.session.name)
        self._mark_primary(listed)

    def _mark_primary(self, listed: bool) -> None:
        """One button is marked as the way on: open, continue a session, resume, or Next."""
        ready = self.session.migration is not None
        resumes = ready and self.session.earlier is not None
        self.start.mark(not ready and not listed)
        self._mark_next(ready and not resumes)

    def _mark_next(self, marked: bool) -> None:
        wizard = self.wizard()
        button = wizard.button(QWizard.WizardButton.NextButton) if wizard is not None else None
        role = "" if marked else "quiet"
        if button is not None and (button.property("role") or "") != role:
            button.setProperty("role", role)
            restyle(button)

    def _shows_sessions(self) -> bool:
        """Whether there are sessions to be listed; no one who never saved one pays for the list."""
        store = self.session.store
        if not self._late or not ("earlier" in self.__dict__ or store.any()):
            return False
        return self.earlier.refresh()

    def _is_wrong(self) -> bool:
        return "status" in self.__dict__ and self.status.is_wrong

    def missing(self) -> Missing | None:
        """A manifest."""
        if self.session.jobs.pending("open"):
            return Missing(_("The manifest is still being read. Please wait."), self.start.open.setFocus)
        if self.session.migration is None:
            return Missing(_("Open a manifest first: a file, pasted text or the sample."), self.start.open.setFocus)
        return None

    def leave(self) -> None:
        """Going on without choosing goes on with the answers of the last time: nothing is lost that way."""
        if self.session.earlier is not None:
            self.session.resume()
        self._mark_next(True)

    def first_focus(self) -> QWidget | None:
        """The open button until something is open."""
        if self.session.migration is None:
            return self.start.open
        return self.found.resume.resume if self.session.earlier is not None else None

    def _on_opening(self, name: str) -> None:
        """What was wrong with an earlier file does not concern this one; a second later it is shown as being read."""
        self._settled()
        self._opening = name
        self._progress_timer.start()

    def _show_progress(self) -> None:
        if self.session.jobs.pending("open"):
            self.status.wait_for(self._opening)
            self.refresh()

    def _settled(self) -> None:
        self._progress_timer.stop()
        if "status" in self.__dict__:
            self.status.clear()

    def _confirm(self, folder: Path) -> None:
        from gui.pages.common.confirm_dialog import confirm_export

        confirm_export(self, self.context, folder)

    def _cancel(self) -> None:
        self.session.cancel_opening()
        self._settled()
        self.refresh()
        self.start.open.setFocus()

    def _explain(self, title: str, text: str, remedy: str) -> None:
        self._settled()
        self.status.explain(title, text, remedy)
        self.refresh()

    def _connect(self) -> None:
        self.start.open_wanted.connect(self.ways.ask_for_file)
        self.start.paste_wanted.connect(self.ways.paste)
        self.start.sample_wanted.connect(self.ways.open_sample)
        self.start.recent_wanted.connect(self._open_recent)
        self.session.opening.connect(self._on_opening)
        self.session.opened.connect(self._on_opened)
        self.session.failed.connect(self._show_user_error)
        self.session.replayed.connect(self._show_waiting)

    def _open_recent(self, name: str) -> None:
        if self.session.path != Path(name) or self.session.can_undo:
            self.ways.open_path(Path(name))

    def _resume(self) -> None:
        note = self.session.earlier
        if self.session.resume() and note is not None:
            self.jump_wanted.emit(max(note.step, Step.DEVICE))

    def _start_over(self) -> None:
        self.session.start_over()
        self.refresh()

    def _on_opened(self) -> None:
        self._settled()
        if self.session.path is not None:
            self.context.settings.add_recent(self.session.path)
            self.context.settings.set_folder("open", self.session.path.parent)
        self.refresh()
        self._check_schema()
        QTimer.singleShot(0, self.found, self._reveal_found)
        self._focus_what_comes_next()
        if "earlier" in self.__dict__:
            self.earlier.on_opened()

    def _reveal_found(self) -> None:
        """Where the ways in are above what was found, what was found is to be seen."""
        bar, place = self.area.verticalScrollBar(), self.found.mapTo(self.area, self.found.rect().topLeft()).y()
        bar.setValue(bar.value() + place if self.start.narrow else 0)

    def _check_schema(self) -> None:
        """Validate the original in the background: it needs a library that nothing else here does."""
        from gui.state.loading import schema_violations

        migration = self.session.migration
        if migration is None:
            return
        work = partial(schema_violations, migration.before)
        self.session.jobs.run("schema", work, self.found.show_schema, lambda _error: None, background=True)

    def _focus_what_comes_next(self) -> None:
        """Enter goes on: to the offer to resume, else to the next page."""
        wizard = self.wizard()
        if self.session.earlier is not None:
            self.found.resume.resume.setFocus()
        elif wizard is not None:
            wizard.button(QWizard.WizardButton.NextButton).setFocus()

    def _show_waiting(self, replayed: Replayed) -> None:
        self._explain(
            _("{name} contains decisions").format(name=replayed.name),
            _("They were made for the manifest with the SHA-256 hash {hash}.").format(
                hash=replayed.decisions.input_sha256 or "–"
            ),
            _("Open that manifest now to use these decisions."),
        )

    def _show_user_error(self, user_error: UserError) -> None:
        self._settled()
        self.status.show_user_error(user_error)
        self.refresh()
        self.status.error.setFocus()
        self.area.ensureWidgetVisible(self.status)
