"""The left part of Review: the filter, the outline of modules and findings, and the open ones in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.models.findings import Mask, state_counts, waiting
from gui.models.items_model import ITEM, Item
from gui.models.outline import Filter, Outline
from gui.pages.common.state_filter import StateFilter
from gui.pages.review.outline_view import OutlineView
from gui.theme import icons
from gui.widgets.basics.entry import SearchEntry
from gui.widgets.basics.parts import GAP, hbox, label, push_button, vbox
from gui.widgets.diff.diff_actions import action_button

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from gui.state.decision_history import Selection


WIDE = 60
"""The width in average characters from which several controls share a line."""


class OutlinePane(QWidget):
    """`chosen(module, finding)` reports the selection, `answer_wanted` Enter or a double click."""

    chosen = Signal(str, str)
    answer_wanted = Signal()
    filtered = Signal()
    next_wanted = Signal()
    several_wanted = Signal()
    _lines: Sequence[QBoxLayout] = ()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.outline = Outline()
        self.view = OutlineView()
        self.state = StateFilter("stateFilter")
        self.search = SearchEntry("findingSearch", _("Find a finding"))
        self.none = label(_("No findings match the filter."), "muted")
        self._following = False
        heading = label(title, "title", wrap=False, name="pageTitle")
        self.open = label(role="caption")
        self._lines = (_line(heading, self._filter(), self.search), _line(self.open, self._foot()))
        vbox(self._lines[0], self.none, (self.view, 1), self._lines[1], owner=self, gap=GAP // 2)
        self.setMinimumWidth(150)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(self._on_current)
        self.view.activated.connect(self._on_activated)
        self.state.currentIndexChanged.connect(lambda _index: self.filtered.emit())
        self.search.textChanged.connect(lambda _text: self.filtered.emit())
        self.next.clicked.connect(self.next_wanted)
        self.several.triggered.connect(lambda: self.several_wanted.emit())

    def show_outline(self, migration: Migration, selection: Selection, mask: Mask) -> None:
        """Shows the modules and findings of a migration and selects one of them; `mask` hides secrets."""
        self._following = True
        wanted = Filter(self.state.state(), self.search.text())
        filtered = wanted != self.outline.filter
        self.outline.show(migration, mask, wanted)
        self.state.show_counts(state_counts(migration, None))
        modules = self.outline.modules()
        self.view.items.show_modules(modules, self.outline.below, afresh=filtered)
        self.none.setVisible(not modules)
        self.view.setVisible(bool(modules))
        if filtered and self.outline.few():
            self.view.expandAll()
        self._count(migration)
        self._select(migration, selection)
        self._following = False

    def choose(self, migration: Migration, selection: Selection) -> None:
        """Selects an item."""
        self._following = True
        self._select(migration, selection)
        self._following = False

    def shows(self, finding_id: str) -> bool:
        """Whether the filter shows a finding."""
        return self.outline.shows(finding_id)

    def show_all(self) -> None:
        """Clears the filter, so that any finding can be shown."""
        self.state.show_all()
        self.search.clear()

    def _select(self, migration: Migration, selection: Selection) -> None:
        """Selects a finding below its own module, also if the comparison shows the changes in another module."""
        known = selection.finding in migration.resolutions
        module = migration.finding(selection.finding).module if known else selection.module
        self.view.choose(module, selection.finding)

    def _count(self, migration: Migration) -> None:
        """Shows the number of findings in all modules that need the operator or are to be confirmed."""
        open_, confirm = len(waiting(migration, ("needs-you",))), len(waiting(migration, ("confirm",)))
        parts = (
            plural("{count} needs you", "{count} need you", open_) if open_ else "",
            plural("{count} to confirm", "{count} to confirm", confirm) if confirm else "",
        )
        self.open.setText(" · ".join(filter(None, parts)) or _("All answered"))
        self.next.setEnabled(open_ + confirm > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arranges the controls in one line if the outline fills the page, where it is wide and low."""
        super().resizeEvent(event)
        wide = event.size().width() >= WIDE * self.fontMetrics().averageCharWidth()
        for line in self._lines:
            ways = QBoxLayout.Direction
            line.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _filter(self) -> QWidget:
        holder = QWidget()
        hbox(self.state.caption(), (self.state, 1), owner=holder)
        return holder

    def _foot(self) -> QWidget:
        self.next = push_button("nextQuestion", _("Next &question"))
        self.next.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus at the question it goes on from
        self.several = QAction(_("Answer several findings at once"), self)
        self.several.setShortcut(QKeySequence("Ctrl+Shift+A"))
        self.several.setToolTip(_("Answer several findings at once (Ctrl+Shift+A)"))
        icons.set_icon(self.several, "done")
        self.addAction(self.several)
        buttons = QWidget()
        hbox((self.next, 1), action_button(self.several, "severalButton"), owner=buttons)
        return buttons

    def _on_current(self, index: QModelIndex) -> None:
        item: Item | None = index.data(ITEM)
        if item is not None and not item.group and not self._following:
            self.chosen.emit(item.module, "" if item.key.startswith(("module:", "advice:")) else item.key)

    def _on_activated(self, index: QModelIndex) -> None:
        item: Item | None = index.data(ITEM)
        if item is not None and not item.group and not item.key.startswith(("module:", "advice:")):
            self.answer_wanted.emit()


def _line(*parts: QWidget) -> QBoxLayout:
    line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
    line.setSpacing(GAP // 2)
    for part in parts:
        line.addWidget(part)
    return line
