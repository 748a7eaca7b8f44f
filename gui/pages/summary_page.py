"""Step five: every decision and every change in one list, each with the way back to its place."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from gui import icons
from gui.models.items_model import ITEM
from gui.models.summary_table import Line, SummaryTable, summary_lines
from gui.pages.page import Context, Missing, Page, Step
from gui.widgets.parts import GAP, Entry, label
from gui.words import _, plural

_PAD = 42
"""What icon and padding take of a column's width, in logical pixels."""


class Table(QTableView):
    """A table whose Enter means its row, not the wizard's Next button, and whose rows are as high as their text."""

    def sizeHintForRow(self, row: int) -> int:
        """Qt forgets the padding of the style sheet, so that the last line of a wrapped text is cut."""
        model, metrics = self.model(), self.fontMetrics()
        highest = metrics.lineSpacing()
        for column in range(model.columnCount()):
            text = str(model.index(row, column).data() or "")
            space = QRect(0, 0, max(40, self.columnWidth(column) - _PAD), 10_000)
            highest = max(highest, metrics.boundingRect(space, Qt.TextFlag.TextWordWrap, text).height())
        return highest + 12

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated.emit(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)


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
        self.table = _table(self.model)
        self.go = QPushButton(_("&Go to its place"))
        self.go.setObjectName("summaryGoButton")
        self.go.setAutoDefault(False)
        icons.dress(self.go, "link")
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.search, 1)
        head.addWidget(self.go)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self.table.resizeRowsToContents)
        self.table.horizontalHeader().sectionResized.connect(lambda *_sizes: self._fit.start())
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.table.activated.connect(self._go)
        self.go.clicked.connect(self._go)
        return content

    def refresh(self) -> None:
        """All lines, or those that hold the text searched for."""
        migration = self.session.migration
        if migration is None:
            return
        from core.diff_stops import count

        redactor = self.session.redactor
        lines: tuple[Line, ...] = migration.cached("summary", lambda: summary_lines(migration, redactor))
        wanted = self.search.text().casefold().strip()
        shown = [line for line in lines if wanted in " ".join(line.texts()).casefold()] if wanted else lines
        self.model.set_lines(shown)
        changes = count(migration)
        answers = len(migration.decisions.items)
        parts = (
            plural("{count} finding", "{count} findings", len(migration.findings)),
            plural("{count} change", "{count} changes", changes),
            plural("{count} answer of yours", "{count} answers of yours", answers),
        )
        self.counts.setText(" · ".join(parts))
        self._fit.start()
        if shown and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

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


def _table(model: SummaryTable) -> QTableView:
    table = Table()
    table.setObjectName("summaryTable")
    table.setAccessibleName(_("Decisions and changes"))
    table.setModel(model)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column, width in enumerate((120, 250, 190, 28, 260)):
        table.setColumnWidth(column, width)
    return table
