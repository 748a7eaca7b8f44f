"""Every decision and every change in one list, each with a link to its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.model.remembered import known
from core.text.catalogue import _, plural
from gui.models.decisions_table import DecisionsTable, Line, decision_lines
from gui.models.findings import ADVICE, state_counts
from gui.models.items_model import ITEM
from gui.pages.common.page import announce
from gui.pages.common.state_filter import StateFilter
from gui.pages.common.wrapped_table import WrappedTable
from gui.widgets.basics.entry import SearchEntry
from gui.widgets.basics.parts import GAP, label, push_button, vbox

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from gui.state.session import Session

BACKGROUND_FROM = 150
"""The number of findings from which on their lines are computed in the background."""
COLUMNS = ((110, 1), (200, 4), (150, 3), (220, 6))
"""Minimum width in logical pixels and share of the rest: module, finding, decision, changes."""


class DecisionsPane(QWidget):
    """A table with a filter and a search line. `finding_wanted(id)` asks for a finding on the Review page."""

    finding_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.counts = label(role="muted", wrap=False, name="decisionsCounts")
        self.search = SearchEntry("decisionsSearch", _("Find in the list"))
        self.model = DecisionsTable(self)
        self.table = WrappedTable("decisionsTable", _("Decisions and changes"))
        self.table.setModel(self.model)
        self.table.share_out(COLUMNS)
        self.go = push_button("decisionsGoButton", _("&Go to"), "link")
        self.go.setAccessibleName(_("Go to this finding on the Review page"))
        self.state = StateFilter("decisionsState")
        tools, foot = QHBoxLayout(), QHBoxLayout()
        tools.setSpacing(GAP)
        for part, stretch in ((self.state.caption(), 0), (self.state, 1), (self.search, 2)):
            tools.addWidget(part, stretch)
        tools.addStretch(2)
        foot.addWidget(self.go)
        foot.addStretch()
        foot.addWidget(self.counts)
        vbox(tools, (self.table, 1), foot, owner=self, margins=(0, GAP, 0, 0))
        self.search.textChanged.connect(self.refresh)
        self.state.currentIndexChanged.connect(self.refresh)
        self.table.activated.connect(self._go)
        self.go.clicked.connect(self._go)

    def refresh(self) -> None:
        """All lines, or those that were asked for; of many, they are computed in the background."""
        migration = self._session.migration
        if migration is None:
            return
        self.state.show_counts(state_counts(migration, None))
        redactor = self._session.redactor
        background = len(migration.findings) > BACKGROUND_FROM and known(decision_lines, migration, redactor) is None
        lines, show = partial(decision_lines, migration, redactor), partial(self._show_lines, migration)
        self._session.jobs.run("decisions", lines, show, background=background)

    def _show_lines(self, migration: Migration, lines: tuple[Line, ...]) -> None:
        wanted, state = self.search.text().casefold().strip(), self.state.state()
        shown = [
            line
            for line in lines
            if (line.state == state if state else line.state != ADVICE)
            and (not wanted or wanted in " ".join(line.texts()).casefold())
        ]
        if self.model.set_rows(shown):
            self.table.fit()
        filtered = bool(state or wanted)
        total = sum(line.state != ADVICE for line in lines)
        part = _("{count} of {all} findings").format(count=len(shown), all=total)
        self.counts.setText(part if filtered else _totals(migration))
        if filtered and self.isVisible():
            announce(self.counts, part)
        if shown and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.go.setEnabled(bool(shown))

    def _go(self) -> None:
        finding = self.table.currentIndex().data(ITEM)
        if finding:
            self.finding_wanted.emit(finding)


def _totals(migration: Migration) -> str:
    from core.diff.change_positions import count

    parts = (
        plural("{count} finding", "{count} findings", state_counts(migration, None)[""]),
        plural("{count} change", "{count} changes", count(migration)),
        plural("{count} answered by you", "{count} answered by you", len(migration.decisions.items)),
    )
    return " · ".join(parts)
