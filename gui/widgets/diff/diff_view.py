"""The side-by-side view of one module.

It paints rows, folds them, moves through changes and hits, and reports the current row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from core.text.catalogue import _
from gui.widgets.basics.parts import vbox
from gui.widgets.diff import diff_menu
from gui.widgets.diff.diff_actions import DiffActions, DiffToolbar
from gui.widgets.diff.diff_anchor import Anchor, take_anchor
from gui.widgets.diff.diff_blocks import Blocks
from gui.widgets.diff.diff_fold import FoldChoice, fold_text
from gui.widgets.diff.diff_rows import all_index, opened
from gui.widgets.diff.diff_scale import CodeScale
from gui.widgets.diff.diff_search import DiffSearch
from gui.widgets.diff.diff_walk import ChangeWalk
from gui.widgets.diff.search_bar import SearchBar
from gui.widgets.diff.side_by_side import SideBySide

if TYPE_CHECKING:
    from core.diff.rows import Row
    from gui.widgets.diff.diff_pane import DiffPane


class DiffView(QWidget):
    """Shows `Sequence[Row]`. It knows only the ids of findings; a provider gives their reasons.

    Its parts have methods and signals of their own: `walk` goes from change to change, `search` from hit to hit,
    `scale` has the size of the text, `commands` the actions.
    """

    row_selected = Signal(tuple, str)
    """Another row is current: the ids of its findings, its pointer."""
    activated = Signal(str)
    """Enter or a double click on a row: the finding to answer."""
    explain_requested = Signal(str)
    edit_requested = Signal(object)
    context_changed = Signal(int)
    """The number of unchanged lines beside each change, 0 for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Row] = ()
        self._opened: set[str] = set()
        self._chosen: frozenset[str] = frozenset()
        self._reason: Callable[[str], str] = lambda finding: ""
        self._finding: Callable[[Row], str] = lambda row: ""
        self.commands = DiffActions(self)
        self.folds = FoldChoice(self.commands.fold, self)
        self.body = SideBySide()
        self.search_bar = SearchBar()
        self.walk = ChangeWalk(self.body.current_row, self._go, self)
        self.search = DiffSearch(self.body, self.search_bar, self.unfold, self)
        self.scale = CodeScale(self.body)
        vbox(self.search_bar, (self.body, 1), owner=self, gap=0)
        self.setFocusProxy(self.body.left)
        self._connect_parts()
        for pane in self.body.panes:
            self._connect_pane(pane)

    # Rows

    def set_rows(self, rows: Sequence[Row], keep_position: bool = False, context: int | None = None) -> None:
        """Shows a module. With `context`, the view folds the rows and keeps that many beside each change.

        `keep_position` is for the same module after a decision: the top row, opened folds, caret and search are kept.
        """
        if keep_position and context == self.folds.lines and tuple(rows) == tuple(self._all):
            return  # the decision was about another place
        anchor = take_anchor(self.body) if keep_position else None
        if not keep_position:
            self._opened.clear()
        self._all = rows
        self.folds.show_lines(context)
        self._lay_out(anchor)

    def rows(self) -> Sequence[Row]:
        """The shown rows, including folds."""
        return self.body.blocks.rows

    def all_rows(self) -> Sequence[Row]:
        """The rows as they were given."""
        return self._all

    def set_headings(self, left: str, right: str) -> None:
        """Sets the headings of the two sides (file names, or Before and After)."""
        self.body.set_headings(left, right)

    def set_providers(self, reason: Callable[[str], str], finding: Callable[[Row], str]) -> None:
        """Sets the functions for the text of a finding (tool tip, screen reader) and for the finding of a row."""
        self._reason, self._finding = reason, finding

    def unfold(self, pointer: str) -> None:
        """Opens the fold at this pointer."""
        self._opened.add(pointer)
        if self.folds.lines is not None:
            self._lay_out(take_anchor(self.body))

    def go_to(self, wanted: Row) -> None:
        """Goes to a row and opens the fold that hides it."""
        target = next(index for index, row in enumerate(self._all) if row is wanted)
        at = 0
        for row in self.rows():
            if row.kind == "fold" and at <= target < at + row.hidden:
                self.unfold(row.pointer)
                break
            at += row.hidden or 1
        self.body.go_to_row(next((index for index, row in enumerate(self.rows()) if row is wanted), 0))

    # Findings

    def select_findings(self, ids: Iterable[str]) -> None:
        """Marks the rows of these findings and scrolls to the first; only the position is reported."""
        self._chosen = frozenset(ids)
        rows = self._rows_of(self._chosen)
        self.body.set_selected_rows(rows)
        if rows and self.body.current_row() not in rows:
            self.body.go_to_row(min(rows))
            self.walk.tell()

    def current_row(self) -> Row | None:
        """The current row."""
        index = self.body.current_row()
        return self.rows()[index] if 0 <= index < len(self.rows()) else None

    def make_toolbar(self) -> DiffToolbar:
        """A toolbar for all commands; the page places it."""
        return DiffToolbar(self.commands, self.folds.menu)

    def describe(self, index: int) -> str:
        """A row in words: what changes there and why."""
        if not 0 <= index < len(self.rows()):
            return ""
        row = self.rows()[index]
        kinds = {"changed": _("Changed"), "added": _("Added"), "removed": _("Removed"), "fold": fold_text(row)}
        parts = [kinds[row.kind]] if row.kind in kinds else []
        return "\n".join(parts + [text for text in map(self._reason, row.findings) if text])

    # Implementation

    def _connect_parts(self) -> None:
        bar = self.commands
        bar.next.triggered.connect(self.walk.next)
        bar.previous.triggered.connect(self.walk.previous)
        bar.search.triggered.connect(lambda: self.search_bar.open_search(self._selected_text()))
        bar.edit.triggered.connect(lambda: self._edit(self.body.current_row()))
        bar.wrap.toggled.connect(self.scale.set_wrap)
        self.folds.chosen.connect(self._refold)
        bar.zoom_in.triggered.connect(lambda: self.scale.zoom(1))
        bar.zoom_out.triggered.connect(lambda: self.scale.zoom(-1))
        bar.zoom_reset.triggered.connect(lambda: self.scale.set_zoom(0))
        self.scale.layout_wanted.connect(lambda: self._lay_out(take_anchor(self.body)))
        self.search.went.connect(lambda row: self._entered(self.body.left, row))

    def _connect_pane(self, pane: DiffPane) -> None:
        pane.tip = self.describe
        pane.row_entered.connect(lambda row: self._entered(pane, row))
        pane.fold_opened.connect(lambda row: self.unfold(self.rows()[row].pointer))
        pane.row_activated.connect(lambda row: self._pass_on(row, self.activated))
        pane.explain_wanted.connect(lambda row: self._pass_on(row, self.explain_requested))
        pane.menu_wanted.connect(lambda row, point: self._menu(pane, row, point))
        pane.zoomed.connect(self.scale.zoom)

    def _lay_out(self, anchor: Anchor | None) -> None:
        """Folds, wraps and shows the rows; then restores what depends on them."""
        shown = self._all
        if self.folds.lines is not None:
            from core.diff.rows import fold

            shown = opened(self._all, fold(self._all, self.folds.lines), self._opened)
        self.body.show_blocks(Blocks(shown, self.scale.columns(), fold_text))
        self.body.set_current_row(-1)
        if anchor is not None:
            anchor.restore(self.body)
        self.body.set_selected_rows(self._rows_of(self._chosen))
        self.walk.set_rows(shown)
        self.search.set_rows(self._all, same_module=anchor is not None)

    def _refold(self) -> None:
        """Applies another choice of shown rows; the top row is kept."""
        self._opened.clear()
        self._lay_out(take_anchor(self.body))
        self.context_changed.emit(self.folds.lines or 0)

    def _rows_of(self, ids: frozenset[str]) -> frozenset[int]:
        return frozenset(index for index, row in enumerate(self.rows()) if not ids.isdisjoint(row.findings))

    def _go(self, index: int) -> None:
        """Goes to a row and sets the focus to it."""
        self.body.go_to_row(index, take_focus=True)
        self._entered(self.body.right if self.body.right.hasFocus() else self.body.left, index)

    def _entered(self, pane: DiffPane, index: int) -> None:
        row = self.rows()[index]
        self.body.set_current_row(index)
        text = self.describe(index)
        pane.setAccessibleDescription(text)
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(pane, text))
        self.walk.tell()
        self.row_selected.emit(row.findings, row.pointer)

    def _pass_on(self, index: int, wanted: SignalInstance) -> None:
        if 0 <= index < len(self.rows()) and (found := self._finding(self.rows()[index])):
            wanted.emit(found)

    def _edit(self, index: int) -> None:
        """Requests an edit of a row; on a fold opens it."""
        row = self.rows()[index] if 0 <= index < len(self.rows()) else None
        if row is not None and row.kind == "fold":
            self.unfold(row.pointer)
        elif row is not None:
            self.edit_requested.emit(row)

    def _selected_text(self) -> str:
        texts = [pane.selected_text() for pane in self.body.panes if pane.hasFocus()]
        return texts[0] if texts and "\n" not in texts[0] else ""

    def _menu(self, pane: DiffPane, index: int, point: QPoint) -> None:
        if not 0 <= index < len(self.rows()) or self.rows()[index].kind == "fold":
            return
        folded = self.folds.lines is not None
        rows, place = (self._all, all_index(self.rows(), index)) if folded else (self.rows(), index)
        spot = diff_menu.Spot(rows, place, pane.side, pane.selected_text())
        edit = (lambda: self._edit(index)) if self.commands.edit.isEnabled() else None
        act = diff_menu.ForFinding(self.explain_requested.emit, self.activated.emit)
        menu = diff_menu.make_menu(spot, self._finding(self.rows()[index]), act, edit, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)
