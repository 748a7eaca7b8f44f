"""The findings of the module in view: grouped, filtered, searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui import icons
from gui.models.findings import STATES, Mask, finding_items, state_counts, state_name
from gui.pages.rows import ItemList
from gui.widgets.parts import GAP, Entry, label
from gui.words import _, plural

if TYPE_CHECKING:
    from core.migration import Migration

SEARCH_FROM = 8
"""From this many findings on a search line is worth its room."""


class FindingsPane(QWidget):
    """`chosen` when another finding is looked at; `answer_wanted` on Enter or a double click."""

    chosen = Signal(str)
    answer_wanted = Signal()
    filtered = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ItemList("findingList", _("Findings"))
        self._heading = QLabel(_("&Findings"))
        self._heading.setProperty("role", "label")
        self._heading.setBuddy(self.list)
        self.state = QComboBox()
        self.state.setObjectName("stateFilter")
        self.state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.state.setMinimumContentsLength(8)
        self._show = QLabel(_("Sho&w"))
        self._show.setProperty("role", "muted")
        self._show.setBuddy(self.state)
        self.search = Entry("findingSearch")
        self.search.setPlaceholderText(_("Find a finding"))
        self.search.setAccessibleName(_("Find a finding"))
        self.search.setClearButtonEnabled(True)
        self.none = label("", "muted")
        self.next = QPushButton(_("Next &question"))
        self.next.setObjectName("nextQuestion")
        self.next.setAutoDefault(False)
        icons.dress(self.next, "next")
        self.open = label(role="caption")
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch()
        head.addWidget(self._show)
        head.addWidget(self.state, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.open, 1)
        foot.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        layout.addLayout(head)
        layout.addWidget(self.search)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda _index: self.answer_wanted.emit())
        self.state.currentIndexChanged.connect(lambda _index: self.filtered.emit())
        self.search.textChanged.connect(lambda _text: self.filtered.emit())
        self.next.clicked.connect(self.next_wanted)

    def show_findings(self, migration: Migration, module: str, finding: str, mask: Mask) -> None:
        """The findings of a module, standing on one of them; `mask` hides secrets."""
        total = len(migration.of_module(module))
        self.search.setVisible(total >= SEARCH_FROM or bool(self.search.text()))
        self._show_counts(state_counts(migration, module))
        items = finding_items(migration, module, self.search.text(), str(self.state.currentData() or ""), mask)
        self.list.items.set_items(items)
        self.none.setText(_("Nothing here fits the filter.") if total else _("Nothing to change in this module."))
        self.none.setVisible(not items)
        self.list.setVisible(bool(items))
        if not finding or not self.list.choose(finding):
            self.list.clearSelection()

    def set_open(self, count: int) -> None:
        """How many findings need the operator, in all modules."""
        self.open.setText(plural("{count} still open", "{count} still open", count) if count else _("All answered"))
        self.next.setEnabled(count > 0)

    def show_all(self) -> None:
        """Take filters away, so that a finding jumped to is in sight."""
        self.state.setCurrentIndex(0)
        self.search.clear()

    def _show_counts(self, counts: dict[str, int]) -> None:
        """The filters that would show something, each with its count; the one chosen stays though it shows nothing."""
        chosen = str(self.state.currentData() or "")
        shown = [state for state in STATES if counts[state] or state in ("", chosen)]
        self.state.blockSignals(True)
        if [self.state.itemData(row) for row in range(self.state.count())] != shown:
            self.state.clear()
            for state in shown:
                self.state.addItem("", state)
            self.state.setCurrentIndex(shown.index(chosen))
        for row, state in enumerate(shown):
            self.state.setItemText(row, f"{state_name(state)} ({counts[state]})")
        self.state.blockSignals(False)

    def _on_current(self) -> None:
        item = self.list.current()
        if item is not None:
            self.chosen.emit(item.key)
