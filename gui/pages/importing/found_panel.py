"""The summary of the open manifest, and the offer to continue its earlier session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QWidget,
)

from core.model.rule_ids import MIGRATED_BEFORE
from core.text.catalogue import _, plural
from gui.models.modules_table import ModulesTable, counts, shape_name
from gui.models.sessions_table import local_time
from gui.pages.common.row_table import RowTable
from gui.pages.common.verdict_line import VerdictLine
from gui.pages.importing.source_row import SourceRow
from gui.theme.plain_text import tip
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, STRETCH, Card, fill, hbox, label, label_for, push_button, vbox

if TYPE_CHECKING:
    from pathlib import Path

    from core.bundle.migrated import Migrated
    from core.migration.migrate import Migration
    from gui.state.session import Session
    from gui.state.store import Note


class ResumeCard(Card):
    """Offers to continue with earlier answers, or to start over."""

    resume_wanted = Signal()
    over_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tone="note", name="resumeCard")
        self._text = label(role="label")
        self._more = label(_("Next also continues with these answers. Undo (Ctrl+Z) removes them."), "caption")
        self.resume = push_button("resumeButton", _("&Continue where you left off"))
        self.resume.setProperty("role", "primary")
        self.over = push_button("startOverButton", _("Start o&ver"))
        for button, signal in ((self.resume, self.resume_wanted), (self.over, self.over_wanted)):
            button.clicked.connect(signal)
        fill(self.rows, self._text, hbox(self.resume, self.over, STRETCH), self._more)
        self.hide()

    def show_note(self, note: Note | None) -> None:
        """Offers this session; nothing without one."""
        self.setVisible(note is not None)
        if note is not None:
            answers = plural("{count} answer", "{count} answers", note.answered)
            text = _("You last worked on this manifest on {when}: {answers}, {open} still open.")
            self._text.setText(text.format(when=local_time(note.when), answers=answers, open=note.open))


class OriginCard(Card):
    """The kind of a file that is no manifest of the FPGA device: already migrated, or a template."""

    folder_wanted = Signal(object)
    confirm_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(tone="note", name="originCard")
        self._folder: Path | None = None
        self._text = label(role="label", name="originText")
        self.open = push_button("openExportButton", _("O&pen the export"))
        self.open.clicked.connect(lambda: self.folder_wanted.emit(self._folder))
        self.confirm = push_button("confirmExportButton", _("Confir&m on the device…"))
        self.confirm.clicked.connect(lambda: self.confirm_wanted.emit(self._folder))
        left = Qt.AlignmentFlag.AlignLeft
        fill(self.rows, self._text, (self.open, 0, left), (self.confirm, 0, left))
        self.hide()

    def show_origin(self, migration: Migration, origin: Migrated | None, export: Path | None) -> None:
        """Shows what is known of the file; nothing for an ordinary manifest. `export` is the open one."""
        self._folder = export if origin is None else origin.folder
        text = _kind(migration) if origin is None else origin.text(migration.before.source.name)
        if export is not None:
            text = _exported(export)
        self._text.setText(text)
        self.open.setVisible(origin is not None)
        self.confirm.setVisible(self._folder is not None)
        self.setVisible(bool(text))


def _exported(folder: Path) -> str:
    """The description of the open export."""
    from core.bundle.confirmation.kept import load
    from core.bundle.confirmation.pages import headline

    confirmation = load(folder)
    said = headline(confirmation) if confirmation is not None else _("Not confirmed on the device yet.")
    return f"{_('This is the export in “{folder}”.').format(folder=folder.name)} {said}"


def _kind(migration: Migration) -> str:
    """The kind of the file by its shape and its findings."""
    from core.text.explanations import title

    before = migration.before
    done = next((finding for finding in migration.findings if finding.rule == MIGRATED_BEFORE), None)
    if done is not None:
        return title(done)
    if before.shape == "template" and "${" in before.source.text:
        return _("This is a deployment template. Placeholders such as ${MODULES.…} stay as they are. The build of the "
                 "solution fills them in. You can also open the file that the build writes.")  # fmt: skip
    return ""


class FoundPanel(QWidget):
    """Name, kind and numbers of the manifest, and its modules as a table; a name for create options alone."""

    module_named = Signal(str)
    source_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.verdict = VerdictLine(session)
        self.resume = ResumeCard()
        self.origin = OriginCard()
        self.name = label(role="title", name="manifestName")
        self.kind = label(role="muted", name="manifestSummary")
        self.schema = label(role="caption", name="schemaSummary")
        self.schema.hide()
        self.module = Entry("moduleNameEdit")
        self.module_label = label_for(_("N&ame of the module for these create options"), self.module)
        self.module.editingFinished.connect(lambda: self.module_named.emit(self.module.text().strip()))
        self.source = SourceRow()
        self.source.chosen.connect(self.source_chosen)
        self.table_model = ModulesTable(self)
        self.table = _table(self.table_model)
        caption = label_for(_("Modules &found"), self.table, "label")
        head = Card(self.name, self.kind, self.verdict, self.source, self.schema, self.module_label, self.module)
        head.rows.setSpacing(4)
        vbox(self.resume, self.origin, head, caption, (self.table, 1), owner=self).insertSpacing(3, GAP // 2)

    def show_migration(self, migration: Migration, earlier: Note | None) -> None:
        """Shows the summary."""
        self.resume.show_note(earlier)
        self.verdict.refresh()
        self.name.setText(migration.before.source.name)
        self.kind.setText(f"{shape_name(migration.before.shape)} · {counts(migration)}")
        self.source.show_source(migration)
        alone = bool(migration.before.root)
        self.module_label.setVisible(alone)
        self.module.setVisible(alone)
        if alone and not self.module.hasFocus():
            self.module.setText(migration.before.given_name)
        if self.table_model.set_migration(migration):
            self.table.resizeColumnsToContents()

    def show_schema(self, problems: list[str]) -> None:
        """Shows schema violations of the original, separately from changes of the migration."""
        self.schema.setVisible(bool(problems))
        text = plural(
            "{count} schema violation in the original:",
            "{count} schema violations in the original, first:",
            len(problems),
        )
        self.schema.setText(f"{text} {problems[0]}" if problems else "")
        self.schema.setWordWrap(True)
        self.schema.setToolTip(tip("\n".join(problems[:20])))


def _table(model: ModulesTable) -> RowTable:
    table = RowTable("modulesTable", _("Modules found"))
    table.setModel(model)
    table.setProperty("role", "calm")
    table.setMinimumHeight(160)
    return table
