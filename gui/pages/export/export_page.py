"""Step five: the destination and the files, and after the export the next steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.text.catalogue import _
from gui.pages.common.confirm_pane import ConfirmPane, stacked
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.common.risk_dialog import ask_to_accept
from gui.pages.common.verdict_line import VerdictLine
from gui.pages.export.about_form import AboutForm
from gui.pages.export.destination import Destination
from gui.pages.export.files_pane import FilesPane
from gui.pages.export.held import Held, held
from gui.pages.export.preview_dialog import preview
from gui.pages.export.result_panel import ResultPanel
from gui.widgets.basics.error_box import ErrorBox
from gui.widgets.basics.parts import vbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.migration.verdict import Judgement
    from gui.state.records import Exported
    from gui.state.user_error import UserError

OFFERED = ("customer", "site")
"""Header fields that complete values of earlier manifests; the engineer is filled in."""


class ExportPage(Page):
    """The form, and after the export the result. The last button of the wizard exports, then closes."""

    state_changed = Signal()

    def __init__(self, context: Context) -> None:
        title = _("Export")
        subtitle = _("Either all files are written or none. Your manifest stays unchanged.")
        super().__init__(Step.EXPORT, "exportPage", title, subtitle, context)
        self._wanted = self._again = False
        self._for = ""

    def head_line(self) -> QWidget:
        """The verdict."""
        self.verdict = VerdictLine(self.session)
        return self.verdict

    def build(self) -> Iterator[None]:
        """The form and the result, of which one is visible."""
        self.sides = QWidget()
        vbox(owner=self.sides)
        self.area.setWidget(self.sides)
        yield
        self.form = self._put(self._before())
        yield
        self.result = ResultPanel()
        yield
        self.confirm = ConfirmPane(self.context)
        yield
        self.after = self._put(stacked(self.confirm.top, self.result, self.confirm))
        yield
        self.result.file_wanted.connect(self._open)
        self.result.preview_wanted.connect(lambda: preview(self.session, self.window()))
        self.result.again_wanted.connect(self._on_again)
        self.session.judged.connect(self._on_judged)
        self.session.prepared.connect(self._on_prepared)
        self.session.exported.connect(self._on_exported)
        self.session.export_failed.connect(self._on_failed)

    def _put(self, side: QWidget) -> QWidget:
        layout = self.sides.layout()
        assert layout is not None
        layout.addWidget(side)
        return side

    def refresh(self) -> None:
        """Shows the files that would be written now, or the result if nothing has changed since the export."""
        if self.session.migration is None:
            return
        self.verdict.again = self._again
        self.verdict.refresh()
        self._turn_to(self.after if self.done else self.form)
        if self.done and self.session.result is not None:
            from core.targets.registry import target_of

            known, words = self.session.verdict, target_of(self.session.device).words
            self.result.show_result(
                self.session.result, 0 if known is None else len(known.accepted), self.session.about, words
            )
            self.confirm.show_folder(self.session.result.folder)
        else:
            self.about.set_values(dict(self.session.about))
            self._suggest_folder()
            self.session.prepare()
        self.state_changed.emit()

    def _turn_to(self, side: QWidget) -> None:
        """Shows form or result; the hidden one takes no space, unlike a page of a stack."""
        for part in (self.form, self.after):
            part.setVisible(part is side)

    @property
    def done(self) -> bool:
        """Whether the files of the present migration are written, and no other export was requested."""
        return self.session.result is not None and not self._again

    def missing(self) -> Missing | None:
        """What is missing: an answer, an accepted risk, a folder, the permission to replace files."""
        if self.session.migration is None:
            return self.no_manifest()
        known = self.session.verdict
        if known is not None and known.blocking:
            return self._stopped(known)
        if self.destination.folder() is None:
            return Missing(_("Choose a folder."), self.destination.entry.setFocus)
        if self.files.existing() and not self.destination.force.isChecked():
            text = _(
                "Files with these names already exist. Select the check box to replace them, or choose another folder."
            )
            return Missing(text, self.destination.force.setFocus)
        return None

    def validatePage(self) -> bool:
        """Exports and stays to show the result; closes if it is written."""
        if self.done:
            return True
        self._on_about()
        self._wanted = self.session.verdict is None
        folder = self.destination.folder()
        if self._wanted:
            self.session.judge()
        elif super().validatePage() and folder is not None:
            self.error.clear()
            self.session.export(folder, self.destination.force.isChecked())
        return False

    def first_focus(self) -> QWidget | None:
        """The folder."""
        return self.result.report if self.done else self.destination.entry

    def leave(self) -> None:
        """Applies the last edit."""
        self._on_about()

    def enter(self) -> None:
        """Shows the result of the last export when the page is visited again."""
        self._again = False
        super().enter()

    def choose_folder(self) -> None:
        """Asks for another folder."""
        path = self.context.dialogs.choose_folder(self.window(), self.destination.entry.text())
        if path is not None:
            self.destination.entry.setText(str(path))

    def _before(self) -> QWidget:
        self.error = ErrorBox()
        self.error.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.destination = Destination()
        self.destination.folder_changed.connect(self._look)
        self.destination.folder_changed.connect(self.recheck)
        self.destination.force_changed.connect(self.recheck)
        self.destination.strict_changed.connect(self._on_strict)
        self.destination.browse_wanted.connect(self.choose_folder)
        self.pane = FilesPane(self.context)
        self.pane.preview_wanted.connect(lambda: preview(self.session, self.window()))
        self.files = self.pane.model
        self.about = AboutForm()
        self.about.edited.connect(self._on_about)
        for key in OFFERED:
            self.about.offer(key, self.context.settings.texts(key))
        page = QWidget()
        vbox(self.error, self.destination, self.about, (self.pane, 1), owner=page)
        return page

    def _suggest_folder(self) -> None:
        """Suggests a folder of its own beside the manifest, unless the operator chose one."""
        if self._for == self.session.sha256:
            return
        self._for = self.session.sha256
        base = self.session.path.parent if self.session.path is not None else Path.home()
        if base.name == "original":  # the next export goes beside an earlier one, not inside
            base = base.parent.parent
        self.destination.entry.setText(str(base / f"{Path(self.session.name).stem}-gpu"))

    def _on_prepared(self, files: dict[str, bytes]) -> None:
        self.pane.show_files(files)
        self._look()

    def _look(self) -> None:
        """Looks into the folder in the background, because it may be on a network."""
        folder, names = self.destination.folder(), self.files.names()
        self.session.jobs.run("folder", lambda: held(folder, names), self._on_found, background=True)

    def _on_found(self, found: Held) -> None:
        self.files.set_existing(found.files)
        self.pane.earlier.show_for(found.folder if found.export else None)
        self.destination.ask_to_replace(self.files.existing() > 0)
        self.recheck()

    def _on_judged(self) -> None:
        """Continues the export that was requested before the verdict was known."""
        if self._wanted and self.session.verdict is not None and self.isVisible():
            self.validatePage()

    def _stopped(self, known: Judgement) -> Missing:
        """Leads to open questions; lets the operator accept blocks here."""
        from core.migration.verdict import Kind, sentence

        text = f"{sentence(known)} {_('Nothing is written.')}"
        if known.of(Kind.QUESTION):
            return Missing(text, lambda: self.jump_wanted.emit(Step.CHECK))
        return Missing(text, lambda: ask_to_accept(self.context, self.window()))

    def _on_about(self) -> None:
        """Applies the report header and stores values for later manifests."""
        about = self.session.about.model_copy(update=self.about.values())
        if self.session.migration is None or self.done or about == self.session.about:
            return
        self.context.settings.set_text("engineer", about.engineer)
        self.session.engineer = about.engineer
        for key in OFFERED:
            self._remember(key, getattr(about, key))
        self.session.set_about(about)

    def _remember(self, key: str, text: str) -> None:
        """Stores customers and sites for completion, except values that look like secrets."""
        settings = self.context.settings
        if text and text not in settings.texts(key) and self.session.redactor.text(text) == text:
            settings.add_text(key, text)
            self.about.offer(key, settings.texts(key))

    def _on_strict(self, wanted: bool) -> None:
        self.session.strict = wanted
        self.session.prepare()

    def _on_again(self) -> None:
        """Shows the form again with all its values."""
        self._again = True
        self.refresh()
        self.destination.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_exported(self, result: Exported) -> None:
        self._again = False
        self.context.settings.set_folder("export", result.folder)
        self.refresh()
        self.result.report.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, user_error: UserError) -> None:
        self.error.show_text(user_error.title, user_error.text, user_error.remedy)
        self.error.setFocus()

    def _open(self, name: str) -> None:
        result = self.session.result
        path = None if result is None else result.folder / name if name else result.folder
        if path is not None and not self.context.dialogs.reveal(path):
            text = _("This computer has no program to open it. The file is {path}").format(path=path)
            self.banner.show_text(text)
