"""Step five: where the files go, what they are, and then what comes next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.text.catalogue import _, plural
from gui.models.files_table import FilesTable
from gui.pages.common.confirm_pane import ConfirmPane, stacked
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.common.risk_dialog import ask_to_accept
from gui.pages.common.verdict_line import VerdictLine
from gui.pages.export.about_form import AboutForm
from gui.pages.export.earlier_export import EarlierExport
from gui.pages.export.result_panel import ResultPanel
from gui.theme import icons
from gui.widgets.basics.error_box import ErrorBox
from gui.widgets.basics.parts import GAP, Entry, card, label

if TYPE_CHECKING:
    from core.migration.verdict import Judgement
    from gui.state.session import Exported
    from gui.state.user_error import UserError

OFFERED = ("customer", "site")
"""Lines of the head of the report that offer what was typed for earlier manifests; the engineer is filled in."""


class ExportPage(Page):
    """The folder and the files; after the export the result. The wizard's last button exports, then closes."""

    state_changed = Signal()

    def __init__(self, context: Context) -> None:
        title = _("Export")
        subtitle = _("All files are written together or not at all. Your manifest stays as it is.")
        super().__init__(Step.EXPORT, "exportPage", title, subtitle, context)
        self._chosen: Path | None = None
        self._wanted = False
        self._for = ""

    def head_line(self) -> QWidget:
        """The verdict."""
        self.verdict = VerdictLine(self.session)
        return self.verdict

    def build(self) -> QWidget:
        """Before and after, one at a time."""
        self.result = ResultPanel()
        self.error = ErrorBox()
        self.error.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._before())
        self.confirm = ConfirmPane(self.context)
        self.stack.addWidget(stacked(self.confirm.top, self.result, self.confirm))
        self.result.folder_wanted.connect(self._open_folder)
        self.result.report_wanted.connect(self._open_report)
        self.session.judged.connect(self._on_judged)
        self.session.prepared.connect(self._on_prepared)
        self.session.exported.connect(self._on_exported)
        self.session.export_failed.connect(self._on_failed)
        return self.stack

    def refresh(self) -> None:
        """Files as they would be written now; the result as long as nothing changed since."""
        migration = self.session.migration
        if migration is None:
            return
        self.verdict.refresh()
        done = self.session.result
        self.stack.setCurrentIndex(1 if done is not None else 0)
        if done is not None:
            known = self.session.verdict
            self.result.show_result(done, 0 if known is None else len(known.accepted))
            self.confirm.show_folder(done.folder)
        else:
            self.about.set_values(dict(self.session.about))
            self._suggest_folder()
            self._show_files()
        self.state_changed.emit()

    @property
    def done(self) -> bool:
        """Whether the files of this very moment are written."""
        return self.session.result is not None

    def missing(self) -> Missing | None:
        """No open question, no risk unaccepted, a folder, and a word on files that are there already."""
        migration = self.session.migration
        if migration is None:
            return Missing(_("Open a manifest first."), lambda: self.jump_wanted.emit(Step.IMPORT))
        known = self.session.verdict
        if known is not None and known.stops:
            return self._stopped(known)
        if not self.folder.text().strip():
            return Missing(_("Choose a folder."), self.folder.setFocus)
        if self.files.existing() and not self.force.isChecked():
            text = _("Files of these names are there already. Tick the box to replace them, or choose another folder.")
            return Missing(text, self.force.setFocus)
        return None

    def validatePage(self) -> bool:
        """Not written yet: write, and stay to show the result. Written: close."""
        if self.done:
            return True
        self._on_about()
        self._wanted = self.session.verdict is None
        if self._wanted:
            self.session.judge()
        elif super().validatePage():
            self.error.clear()
            self.session.export(self._folder(), self.force.isChecked())
        return False

    def _on_judged(self) -> None:
        """Go on with the export that was asked for before the verdict was known."""
        if self._wanted and self.session.verdict is not None and self.isVisible():
            self.validatePage()

    def _stopped(self, known: Judgement) -> Missing:
        """Questions are answered where they are; blocks can be accepted right here."""
        from core.migration.verdict import Kind, sentence

        text = f"{sentence(known)} {_('Nothing is written.')}"
        if known.of(Kind.QUESTION):
            return Missing(text, lambda: self.jump_wanted.emit(Step.CHECK))
        return Missing(text, lambda: ask_to_accept(self.context, self.window()))

    def first_focus(self) -> QWidget | None:
        """The folder."""
        return self.result.report if self.done else self.folder

    def choose_folder(self) -> None:
        """Ask for another folder."""
        path = self.context.dialogs.choose_folder(self.window(), self.folder.text())
        if path is not None:
            self._chosen = path
            self.folder.setText(str(path))

    def _folder_row(self) -> QHBoxLayout:
        self.folder = Entry("exportFolder")
        caption = label(_("&Folder"), "label", wrap=False)
        caption.setBuddy(self.folder)
        browse = QPushButton(_("Choose a fol&der…"))
        browse.setObjectName("chooseFolderButton")
        browse.setAutoDefault(False)
        icons.set_icon(browse, "folder")
        browse.clicked.connect(self.choose_folder)
        row = QHBoxLayout()
        row.addWidget(caption)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        self.folder.textChanged.connect(self._show_files)
        return row

    def _before(self) -> QWidget:
        page = QWidget()
        row = self._folder_row()
        self.force = QCheckBox(_("&Replace files that are there already"))
        self.force.setObjectName("forceBox")
        self.strict = QCheckBox(_("&Strict form for IoT Hub"))
        message = _("Create options as strings of 512 characters, no comments, UTF-8.")
        self.strict.setObjectName("strictBox")
        self.strict.toggled.connect(self._on_strict)
        self.files = FilesTable(self)
        self.table = _table(self.files)
        frame = card()
        inner = frame.layout()
        assert isinstance(inner, QVBoxLayout)
        inner.addLayout(row)
        self.strict.setAccessibleDescription(message)
        inner.addWidget(self.strict)
        inner.addWidget(label(message, "caption"))
        inner.addWidget(self.force)
        self.earlier = EarlierExport(self.context)
        self.about = AboutForm()
        self.about.edited.connect(self._on_about)
        for key in OFFERED:
            self.about.offer(key, self.context.settings.texts(key))
        self.message = label(role="muted")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for part in (self.error, frame, self.earlier, self.about, self.message, self.table):
            layout.addWidget(part)
        layout.setStretchFactor(self.table, 1)
        return page

    def _folder(self) -> Path:
        return Path(self.folder.text().strip()).expanduser()

    def _suggest_folder(self) -> None:
        """Beside the manifest, in a folder of its own; the operator's own choice stays."""
        if self._for == self.session.sha256:
            return
        self._for, self._chosen = self.session.sha256, None
        base = self.session.path.parent if self.session.path is not None else Path.home()
        if base.name == "original":  # an export goes on: the next one stands beside it, not inside
            base = base.parent.parent
        self.folder.setText(str(base / f"{Path(self.session.name).stem}-gpu"))

    def _show_files(self) -> None:
        if self.session.migration is not None:
            self.message.setText(_("Working out the files …"))
            self.session.prepare()

    def _on_prepared(self, files: dict[str, bytes]) -> None:
        migration = self.session.migration
        if migration is None:
            return
        self.files.set_files(files, self._folder() if self.folder.text().strip() else None)
        self.earlier.look(self._folder())
        self.table.resizeColumnsToContents()
        self.force.setVisible(self.files.existing() > 0)
        self.message.setText(plural("{count} file will be written.", "{count} files will be written.", len(files)))

    def leave(self) -> None:
        """What was typed last counts, too."""
        self._on_about()

    def _on_about(self) -> None:
        """The head of the report; what is the same next time is remembered."""
        about = self.session.about.model_copy(update=self.about.values())
        if self.session.migration is None or self.done or about == self.session.about:
            return
        self.context.settings.set_text("engineer", about.engineer)
        self.session.engineer = about.engineer
        for key in OFFERED:
            self._remember(key, getattr(about, key))
        self.session.set_about(about)

    def _remember(self, key: str, text: str) -> None:
        """Customers and sites come again; what looks like a secret is not kept."""
        settings = self.context.settings
        if text and text not in settings.texts(key) and self.session.redactor.text(text) == text:
            settings.add_text(key, text)
            self.about.offer(key, settings.texts(key))

    def _on_strict(self, wanted: bool) -> None:
        self.session.strict = wanted
        self._show_files()

    def _on_exported(self, result: Exported) -> None:
        self.context.settings.set_folder("export", result.folder)
        self.force.setChecked(False)
        self.refresh()
        self.result.report.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, user_error: UserError) -> None:
        self.error.show_text(user_error.title, user_error.text, user_error.remedy)
        self.error.setFocus()

    def _open_folder(self) -> None:
        if self.session.result is not None:
            self._reveal(self.session.result.folder)

    def _open_report(self) -> None:
        if self.session.result is not None:
            self._reveal(self.session.result.folder / "report.html")

    def _reveal(self, path: Path) -> None:
        if not self.context.dialogs.reveal(path):
            text = _("Nothing on this computer opens it. You find it here: {path}").format(path=path)
            self.banner.show_text(text)


def _table(model: FilesTable) -> QTableView:
    table = QTableView()
    table.setObjectName("filesTable")
    table.setAccessibleName(_("Files that will be written"))
    table.setModel(model)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setHighlightSections(False)
    return table
