"""The findings of the module in view: grouped, filtered, searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.models.findings import Mask, finding_items, state_counts
from gui.pages.common.rows import ItemList
from gui.pages.common.state_filter import StateFilter
from gui.theme import icons
from gui.widgets.basics.parts import GAP, Entry, label
from gui.widgets.diff.diff_actions import action_button

if TYPE_CHECKING:
    from core.migration.migrate import Migration

SEARCH_FROM = 8
"""From this many findings on a search line is worth its room."""


class FindingsPane(QWidget):
    """`chosen` when another finding is looked at; `answer_wanted` on Enter or a double click."""

    chosen = Signal(str)
    answer_wanted = Signal()
    filtered = Signal()
    next_wanted = Signal()
    several_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ItemList("findingList", _("Findings"))
        self.state = StateFilter("stateFilter")
        self.search = Entry("findingSearch")
        self.search.setPlaceholderText(_("Find a finding"))
        self.search.setAccessibleName(_("Find a finding"))
        self.search.setClearButtonEnabled(True)
        self.none = label("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        layout.addLayout(self._head())
        layout.addWidget(self.search)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._foot())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda _index: self.answer_wanted.emit())
        self.state.currentIndexChanged.connect(lambda _index: self.filtered.emit())
        self.search.textChanged.connect(lambda _text: self.filtered.emit())
        self.next.clicked.connect(self.next_wanted)
        self.several.triggered.connect(lambda: self.several_wanted.emit())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        caption = label(_("&Findings"), "label", wrap=False)
        caption.setBuddy(self.list)
        head.addWidget(caption)
        head.addStretch()
        head.addWidget(self.state.caption())
        head.addWidget(self.state, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        self.open = label(role="caption")
        self.next = QPushButton(_("Next &question"))
        self.next.setObjectName("nextQuestion")
        self.next.setAutoDefault(False)
        icons.set_icon(self.next, "next")
        self.several = QAction(_("Answer several findings at once"), self)
        self.several.setShortcut(QKeySequence("Ctrl+Shift+A"))
        self.several.setToolTip(_("Answer several findings at once (Ctrl+Shift+A)"))
        icons.set_icon(self.several, "done")
        self.addAction(self.several)
        foot = QHBoxLayout()
        foot.addWidget(self.open, 1)
        foot.addWidget(action_button(self.several, "severalButton"))
        foot.addWidget(self.next)
        return foot

    def show_findings(self, migration: Migration, module: str, finding: str, mask: Mask) -> None:
        """The findings of a module, standing on one of them; `mask` hides secrets."""
        total = len(migration.of_module(module))
        status = migration.statuses.get(finding)  # an edit that was undone is gone
        self.search.setVisible(total >= SEARCH_FROM or bool(self.search.text()))
        self.state.show_counts(state_counts(migration, module))
        advice = status is not None and status.state == "advice"
        items = finding_items(migration, module, self.search.text(), self.state.state(), mask, unfolded=advice)
        self.list.items.set_items(items)
        self.none.setText(_("Nothing here fits the filter.") if total else _("Nothing to change in this module."))
        self.none.setVisible(not items)
        self.list.setVisible(bool(items))
        if not finding or not self.list.choose(finding):
            self.list.clearSelection()

    def set_waiting(self, open_: int, confirm: int) -> None:
        """How many findings need the operator, and how many are to be confirmed, in all modules."""
        parts = (
            plural("{count} needs you", "{count} need you", open_) if open_ else "",
            plural("{count} to confirm", "{count} to confirm", confirm) if confirm else "",
        )
        self.open.setText(" · ".join(filter(None, parts)) or _("All answered"))
        self.next.setEnabled(open_ + confirm > 0)

    def show_all(self) -> None:
        """Take filters away, so that a finding jumped to is in sight."""
        self.state.show_all()
        self.search.clear()

    def _on_current(self) -> None:
        item = self.list.current()
        if item is not None:
            self.chosen.emit(item.key)
