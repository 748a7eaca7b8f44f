"""Step five: every decision and every change in one list, each with the way back to its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.models.findings import ADVICE, state_counts
from gui.models.items_model import ITEM
from gui.models.summary_table import Line, SummaryTable, summary_lines
from gui.pages.common.page import Context, Missing, Page, Step, announce
from gui.pages.common.state_filter import StateFilter
from gui.pages.common.wrapped_table import WrappedTable
from gui.theme import icons
from gui.widgets.basics.parts import GAP, Entry, label

if TYPE_CHECKING:
    from core.migration.migrate import Migration

ASIDE = 150
"""Findings from which on their lines are worked out off the window's thread: fewer take a few milliseconds."""
COLUMNS = ((106, 1), (160, 3), (130, 2), (100, 0), (28, 0), (130, 4), (130, 4))
"""Least width in logical pixels and share of what is left: module, finding, decision, answered, sign, before, after."""


class SummaryPage(Page):
    """A table with a search line."""

    def __init__(self, context: Context) -> None:
        title = _("Read it once more")
        subtitle = _("Every decision and every change. Enter or a double click takes you to its place.")
        super().__init__(Step.SUMMARY, "summaryPage", title, subtitle, context)

    def build(self) -> QWidget:
        """Counts and search above, the table below."""
        self.counts = label(role="label", wrap=False)
        self.counts.setObjectName("summaryCounts")
        self.search = Entry("summarySearch")
        self.search.setPlaceholderText(_("Find in the list"))
        self.search.setAccessibleName(_("Find in the list"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.model = SummaryTable(self)
        self.table = WrappedTable("summaryTable", _("Decisions and changes"))
        self.table.setModel(self.model)
        self.table.share_out(COLUMNS)
        self.go = QPushButton(_("&Go to its place"))
        self.go.setObjectName("summaryGoButton")
        self.go.setAutoDefault(False)
        icons.set_icon(self.go, "link")
        self.shown = label(role="muted", wrap=False)
        self.shown.setObjectName("summaryShown")
        self.state = StateFilter("summaryState")
        self.state.setMaximumWidth(240)
        tools = QHBoxLayout()
        for part, stretch in ((self.state.caption(), 0), (self.state, 1), (self.search, 2), (self.shown, 2)):
            tools.addWidget(part, stretch)
        tools.addWidget(self.go)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.counts)
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)
        self.search.textChanged.connect(self.refresh)
        self.state.currentIndexChanged.connect(self.refresh)
        self.table.activated.connect(self._go)
        self.go.clicked.connect(self._go)
        return content

    def refresh(self) -> None:
        """All lines, or those that were asked for; of many, they are worked out aside."""
        migration = self.session.migration
        if migration is None:
            return
        self.state.show_counts(state_counts(migration, None))
        self._show_totals(migration)
        lines = partial(summary_lines, migration, self.session.redactor)
        aside = len(migration.findings) > ASIDE and "summary" not in migration.cache
        known = partial(migration.cached, "summary", lines)
        self.session.jobs.run("summary", known, self._show_lines, _raise, aside=aside)

    def _show_lines(self, lines: tuple[Line, ...]) -> None:
        wanted, state = self.search.text().casefold().strip(), self.state.state()
        shown = [
            line
            for line in lines
            if (line.state == state if state else line.state != ADVICE)
            and (not wanted or wanted in " ".join(line.texts()).casefold())
        ]
        if self.model.set_lines(shown):
            self.table.fit()
        total = len({line.finding for line in lines if line.state != ADVICE})
        filtered = bool(state or wanted)
        number = len({line.finding for line in shown})
        text = _("{count} of {all} findings").format(count=number, all=total)
        self.shown.setText(text if filtered else "")
        if filtered and self.isVisible():
            announce(self.shown, text)
        if shown and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _show_totals(self, migration: Migration) -> None:
        from core.diff.change_positions import count

        parts = (
            plural("{count} finding", "{count} findings", state_counts(migration, None)[""]),
            plural("{count} change", "{count} changes", count(migration)),
            plural("{count} answer of yours", "{count} answers of yours", len(migration.decisions.items)),
        )
        self.counts.setText(" · ".join(parts))

    def missing(self) -> Missing | None:
        """Only a manifest."""
        if self.session.migration is None:
            return Missing(_("Open a manifest first."), lambda: self.jump_wanted.emit(Step.IMPORT))
        return None

    def first_focus(self) -> QWidget | None:
        """The table."""
        return self.table

    def _go(self) -> None:
        finding = self.table.currentIndex().data(ITEM)
        migration = self.session.migration
        if finding and migration is not None:
            self.session.select(migration.finding(finding).module, finding)
            self.jump_wanted.emit(Step.REVIEW)


def _raise(error: Exception) -> None:
    raise error
