"""Step one: a manifest comes in, by whatever way, and is shown with what was found or with the exact error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget, QWizard

from core.text.catalogue import _
from gui.pages.common.columns import Columns
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.importing.start_card import StartCard
from gui.state.loading import are_decisions, departures
from gui.theme.resource_files import resource
from gui.widgets.basics.empty_state import EmptyState
from gui.widgets.basics.parts import GAP

if TYPE_CHECKING:
    from gui.pages.importing.earlier_sessions import Earlier
    from gui.pages.importing.found_panel import FoundPanel
    from gui.pages.importing.repair_offer import RepairOffer
    from gui.state.loading import Replayed
    from gui.state.user_error import UserError
    from gui.widgets.basics.error_box import ErrorBox

SAMPLE = "fpga-site.json"


class ImportPage(Page):
    """Open, drop, paste, sample, recent; then what was found."""

    def __init__(self, context: Context) -> None:
        title = _("Import the manifest of the FPGA device")
        subtitle = _("The file is only read, never changed. Nothing leaves this computer.")
        super().__init__(Step.IMPORT, "importPage", title, subtitle, context)
        self._late = False

    def pieces(self) -> tuple[Callable[[], object], ...]:
        """What the first file will need."""
        return (lambda: self.found,)

    def build(self) -> QWidget:
        """Ways in at the left, what was found at the right."""
        self.start = StartCard()
        self.empty = EmptyState("import", _("Nothing open yet"), _("What is in the manifest will be shown here."))
        self._right = QVBoxLayout()
        self._right.setSpacing(GAP)
        self._right.addWidget(self.empty, 1)
        self._right.addStretch()
        self._connect()
        return Columns([(self.start, 0), (self._right, 1)])

    @cached_property
    def error(self) -> ErrorBox:
        """What went wrong, made when something did: the first paint does without."""
        from gui.widgets.basics.error_box import ErrorBox

        box = ErrorBox()
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._right.insertWidget(0, box)
        return box

    @cached_property
    def repair(self) -> RepairOffer:
        """The offer to mend a broken text, made when there is one."""
        from gui.pages.importing.repair_offer import RepairOffer

        offer = RepairOffer()
        offer.wanted.connect(self._save_and_open)
        self._right.insertWidget(self._right.indexOf(self.empty), offer)
        return offer

    @cached_property
    def found(self) -> FoundPanel:
        """What was found, made when something was: the first paint does without."""
        from gui.pages.importing.found_panel import FoundPanel

        panel = FoundPanel()
        panel.hide()
        panel.resume.resume_wanted.connect(self._resume)
        panel.resume.over_wanted.connect(self._start_over)
        panel.module_named.connect(self.session.name_module)
        self._right.insertWidget(self._right.indexOf(self.empty), panel, 1)
        return panel

    @cached_property
    def earlier(self) -> Earlier:
        """The sessions of other days, made after the first paint and only where there are any."""
        from gui.pages.importing.earlier_sessions import Earlier

        sessions = Earlier(self.session, self)
        sessions.resume_wanted.connect(self._resume)
        sessions.sample_wanted.connect(self.open_sample)
        sessions.message.connect(self._explain)
        self._right.insertWidget(self._right.indexOf(self.empty), sessions.list, 1)
        return sessions

    def late(self) -> None:
        """What the first paint did without."""
        from PySide6.QtGui import QKeySequence, QShortcut

        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        self._late = True
        self.refresh()
        if self.session.migration is None and self._shows_sessions():
            self.earlier.list.table.setFocus()

    def reflow(self, narrow: bool) -> None:
        """The ways in keep to a column of their own while there is room."""
        super().reflow(narrow)
        self.start.setMinimumWidth(0 if narrow else 300)
        self.start.setMaximumWidth(16_777_215 if narrow else 300)

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
            self.found.show()

    def _shows_sessions(self) -> bool:
        """Whether there are sessions to be listed; nobody who never saved one pays for the list."""
        store = self.session.store
        if not self._late or not ("earlier" in self.__dict__ or store.any()):
            return False
        return self.earlier.refresh()

    def _is_wrong(self) -> bool:
        return "error" in self.__dict__ and self.error.isVisibleTo(self)

    def missing(self) -> Missing | None:
        """A manifest."""
        if self.session.jobs.pending("open"):
            return Missing(_("The manifest is still being read. One moment."), self.start.open.setFocus)
        if self.session.migration is None:
            return Missing(_("Open a manifest first: a file, pasted text or the sample."), self.start.open.setFocus)
        return None

    def leave(self) -> None:
        """Going on without choosing goes on with the answers of the last time: nothing is lost that way."""
        if self.session.earlier is not None:
            self.session.resume()

    def first_focus(self) -> QWidget | None:
        """The open button until something is open."""
        if self.session.migration is None:
            return self.start.open
        return self.found.resume.resume if self.session.earlier is not None else None

    def open_path(self, path: Path) -> None:
        """Open a file, from wherever it came."""
        self.session.open(path)

    def open_paths(self, paths: list[Path]) -> None:
        """Open one file, or several module twins as one migration: joined, and saved to a file first."""
        if len(paths) == 1:
            self.open_path(paths[0])
            return
        decisions = [path for path in paths if are_decisions(path)]
        if len(paths) == 2 and len(decisions) == 1:
            self.session.open_both(next(path for path in paths if path not in decisions), decisions[0])
            return
        from core.manifest import twins
        from core.manifest.errors import ManifestError

        try:
            joined = twins.join([(path.name, path.read_bytes()) for path in paths])
        except OSError as error:
            self._explain(_("The files were not opened"), str(error.strerror), str(error.filename))
        except ManifestError as error:
            self.error.show_error(error, "", _("The files were not opened"))
        else:
            self._save_and_open(joined.decode(), twins.NAME, paths)
            return
        self.refresh()

    def open_sample(self) -> None:
        """Open the bundled sample."""
        data = resource("samples", SAMPLE).read_bytes()
        self.session.open_bytes(data, SAMPLE)

    def paste(self) -> None:
        """A manifest, or a file, from the clipboard."""
        clipboard = QApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in clipboard.urls() if url.isLocalFile()]
        if files:
            self.open_paths(files)
        elif clipboard.text().strip():
            self._paste_text(clipboard.text())
        else:
            text = _("There is no text on the clipboard.")
            self._explain(_("Nothing to paste"), text, _("Copy the manifest's text and try again."))

    def _paste_text(self, text: str) -> None:
        user_error = self.session.user_error_for(text, _("pasted text"))
        if user_error is not None:
            self._show_user_error(user_error)
            return
        self._save_and_open(text, "deployment.json")

    def _save_and_open(self, text: str, name: str, joined: Sequence[Path] = ()) -> None:
        folder = Path(self.context.settings.folder("open") or str(Path.home()))
        path = self.context.dialogs.save_file(self.window(), str(folder / name))
        if path is not None:
            self.session.paste(text, path, joined)
            return
        self._explain(
            _("The text was not opened"),
            _("It must be saved to a file first: going on later, the report and rolling back need one."),
            _("Paste again and choose where to save it."),
        )

    def _explain(self, title: str, text: str, remedy: str) -> None:
        self.error.show_text(title, text, remedy)
        self.refresh()

    def _connect(self) -> None:
        self.start.open_wanted.connect(self.ask_for_file)
        self.start.paste_wanted.connect(self.paste)
        self.start.sample_wanted.connect(self.open_sample)
        self.start.recent_wanted.connect(self._open_recent)
        self.session.opened.connect(self._on_opened)
        self.session.failed.connect(self._show_user_error)
        self.session.replayed.connect(self._show_waiting)

    def ask_for_file(self) -> None:
        """Let the operator choose a file."""
        chosen = self.context.dialogs.open_file(self.window(), self.context.settings.folder("open"))
        if chosen is not None:
            self.open_paths(chosen if isinstance(chosen, list) else [chosen])

    def _open_recent(self, name: str) -> None:
        if self.session.path != Path(name) or self.session.can_undo:
            self.open_path(Path(name))

    def _resume(self) -> None:
        note = self.session.earlier
        if self.session.resume() and note is not None:
            self.jump_wanted.emit(max(note.step, Step.DEVICE))

    def _start_over(self) -> None:
        self.session.start_over()
        self.refresh()

    def _on_opened(self) -> None:
        if self._is_wrong():
            self.error.clear()
        if "repair" in self.__dict__:
            self.repair.hide()
        if self.session.path is not None:
            self.context.settings.add_recent(self.session.path)
            self.context.settings.set_folder("open", self.session.path.parent)
        self.refresh()
        self._check_schema()
        self._focus_what_comes_next()
        if "earlier" in self.__dict__:
            self.earlier.on_opened()

    def _check_schema(self) -> None:
        """Validate the original aside: it needs a library that nothing else here does."""
        migration = self.session.migration
        if migration is None:
            return
        work = partial(departures, migration.before)
        self.session.jobs.run("schema", work, self.found.show_schema, lambda _error: None, aside=True)

    def _focus_what_comes_next(self) -> None:
        """Enter goes on: to the offer to resume, else to the next page."""
        wizard = self.wizard()
        if self.session.earlier is not None:
            self.found.resume.resume.setFocus()
        elif wizard is not None:
            wizard.button(QWizard.WizardButton.NextButton).setFocus()

    def _show_waiting(self, replayed: Replayed) -> None:
        self._explain(
            _("{name} holds decisions").format(name=replayed.name),
            _("They were made for the manifest with the SHA-256 {hash}.").format(
                hash=replayed.decisions.input_sha256 or "–"
            ),
            _("Open that manifest now; the decisions are then taken up."),
        )

    def _show_user_error(self, user_error: UserError) -> None:
        if user_error.error is not None:
            self.error.show_error(user_error.error, user_error.source, user_error.title)
        else:
            self.error.show_text(user_error.title, user_error.text, user_error.remedy)
        self.repair.offer(user_error)
        self.refresh()
        self.error.setFocus()
