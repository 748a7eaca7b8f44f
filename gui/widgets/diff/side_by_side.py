"""Two panes that scroll together, their headings, and the change strip beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QScrollBar, QSplitter, QWidget

from core.text.catalogue import _
from gui.widgets.basics.parts import GAP, hbox, label, vbox
from gui.widgets.diff.diff_blocks import Blocks
from gui.widgets.diff.diff_pane import DiffPane
from gui.widgets.diff.diff_rows import Hit
from gui.widgets.diff.overview import Overview

BETWEEN = 5
"""The line between the sides, in pixels."""


class SideBySide(QFrame):
    """Shows blocks on both sides. Both panes have the same number of blocks and the same scroll position."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.blocks = Blocks(())
        self.left = DiffPane("left")
        self.right = DiffPane("right")
        self.overview = Overview()
        self.across = QScrollBar(Qt.Orientation.Horizontal)
        self.headings = (label(role="label", wrap=False), label(role="label", wrap=False))
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._moved = self._syncing = False
        self._in_sight = (0, 0)
        self.setProperty("role", "diff")
        self._build()
        self._tie()

    @property
    def panes(self) -> tuple[DiffPane, DiffPane]:
        """The left and the right pane."""
        return self.left, self.right

    def set_headings(self, left: str, right: str) -> None:
        """Sets the headings above the panes, which are also their names for screen readers."""
        for pane, heading, text in zip(self.panes, self.headings, (left, right), strict=True):
            heading.setText(text)
            pane.setAccessibleName(text)

    def show_blocks(self, blocks: Blocks) -> None:
        """Shows other blocks on both sides, from the top."""
        self.blocks = blocks
        self._syncing = True
        for pane in self.panes:
            pane.show_blocks(blocks)
        self._syncing = False
        self.overview.set_rows(blocks.rows)
        self._measure()
        self._seen()

    def set_code_font(self, font: QFont) -> None:
        """Sets the font."""
        for pane in self.panes:
            pane.set_code_font(font)
        self._measure()

    def set_selected_rows(self, rows: frozenset[int]) -> None:
        """Sets the rows of the selected findings on both sides and on the strip."""
        for pane in self.panes:
            pane.set_selected_rows(rows)
        self.overview.set_selected_rows(rows)

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Sets the search hits."""
        for pane in self.panes:
            by_row: dict[int, list[tuple[int, int]]] = {}
            for hit in hits:
                if hit.side == pane.side:
                    by_row.setdefault(hit.row, []).append((hit.start, hit.end))
            pane.set_hits(by_row)

    def set_current_hit(self, hit: Hit | None) -> None:
        """Sets the current hit."""
        for pane in self.panes:
            pane.set_current_hit(hit if hit is not None and hit.side == pane.side else None)

    def set_current_row(self, row: int) -> None:
        """Sets the current row."""
        for pane in self.panes:
            pane.set_current_row(row)

    def current_row(self) -> int:
        """The current row, -1 without rows."""
        return self.left.current_row

    def go_to_row(self, row: int, take_focus: bool = False) -> None:
        """Moves both carets to a row and scrolls to it, with some rows around it."""
        if not 0 <= row < len(self.blocks.rows):
            return
        blocks = self.blocks.blocks_of(row)
        for pane in self.panes:
            pane.place_caret(blocks.start)
        self.set_current_row(row)
        self.show_row(row)
        if take_focus and not self.right.hasFocus():
            self.left.setFocus()

    def show_row(self, row: int) -> None:
        """Scrolls to a row unless it is visible."""
        blocks = self.blocks.blocks_of(row)
        bar = self.left.verticalScrollBar()
        page = self.rows_in_view()
        if not bar.value() < blocks.start < bar.value() + page - 2:
            bar.setValue(max(0, blocks.start - page // 3))

    def show_rows(self, first: int, came: int, last: int) -> None:
        """Scrolls so that all rows from `first` to `last` are visible; if there are too many, the row `came` is."""
        start, end = self.blocks.blocks_of(first).start, self.blocks.blocks_of(last).stop
        bar, page = self.left.verticalScrollBar(), self.rows_in_view()
        if bar.value() <= start and end <= bar.value() + page:
            return
        spare = page - (end - start)
        bar.setValue(max(0, start - min(2, spare) if spare >= 0 else self.blocks.blocks_of(came).start - page // 3))

    def rows_in_view(self) -> int:
        """The number of visible lines."""
        return max(1, self.left.viewport().height() // max(1, self.left.code_metrics().lineSpacing()))

    def show_hit(self, hit: Hit) -> None:
        """Scrolls to a search hit and makes its row current; the focus stays in the search."""
        self.go_to_row(hit.row)
        pane = self.left if hit.side == "left" else self.right
        if pane.hit_cursor is not None:
            pane.reach(pane.hit_cursor)

    def focus_pane(self) -> None:
        """Sets the focus to a pane, or to the one that had it last."""
        self.left.setFocus()

    def columns(self) -> int:
        """The columns of the font that the narrower pane shows."""
        width = min(pane.viewport().width() for pane in self.panes) - 2 * GAP
        return width // max(1, self.left.code_metrics().horizontalAdvance("0"))

    def changeEvent(self, event: QEvent) -> None:
        """Measures the frame again after a change of style."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _build(self) -> None:
        splitter = self._halves
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(BETWEEN)
        for pane, heading in zip(self.panes, self.headings, strict=True):
            splitter.addWidget(_half(pane, heading))
        splitter.setSizes([1000, 1000])
        splitter.splitterMoved.connect(self._on_moved)
        self.left.setObjectName("beforePane")
        self.right.setObjectName("afterPane")
        for pane in self.panes:  # the strip beside them is their scroll bar
            pane.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_headings(_("Before"), _("After"))
        vbox((hbox((splitter, 1), self.overview, gap=0), 1), self.across, owner=self, gap=0, margins=(1, 1, 1, 1))

    def _tie(self) -> None:
        """Synchronizes the panes: scroll bars count lines, so equal values are equal lines."""
        left, right = self.left.verticalScrollBar(), self.right.verticalScrollBar()
        left.valueChanged.connect(right.setValue)
        right.valueChanged.connect(left.setValue)
        left.valueChanged.connect(self._seen)
        for pane in self.panes:
            bar = pane.horizontalScrollBar()
            bar.rangeChanged.connect(self._measure)
            bar.valueChanged.connect(self._follow)
            self.across.valueChanged.connect(bar.setValue)
        self.overview.asked.connect(self._centre)
        self.overview.turned.connect(self._turn)

    def _follow(self, value: int) -> None:
        """Scrolls the shared bar and the other pane after a pane scrolled horizontally by its caret."""
        if not self._syncing:
            self.across.setValue(value)

    def _measure(self) -> None:
        """Sets the range of the shared horizontal bar to the longer side."""
        bars = [pane.horizontalScrollBar() for pane in self.panes]
        highest = max(bar.maximum() for bar in bars)
        self._syncing = True
        self.across.setPageStep(bars[0].pageStep())
        self.across.setSingleStep(max(1, bars[0].singleStep()))
        self.across.setRange(0, highest)
        self._syncing = False
        self.across.setVisible(highest > 0)

    def _centre(self, row: int) -> None:
        bar = self.left.verticalScrollBar()
        bar.setValue(self.blocks.blocks_of(row).start - bar.pageStep() // 2)

    def _turn(self, lines: int) -> None:
        """Scrolls the texts with the wheel over the strip."""
        bar = self.left.verticalScrollBar()
        bar.setValue(bar.value() + lines)

    def _seen(self) -> None:
        visible = [block for block, top, height in self.left.visible_blocks()]
        if visible:
            first, last = self.blocks.row_index(visible[0]), self.blocks.row_index(visible[-1])
            self._in_sight = first, last
            self.overview.set_view(first, last, self.rows_in_view())

    def _on_moved(self) -> None:
        """Keeps the sizes that the user chose for both sides."""
        self._moved = True
        self.resized.emit()

    def _share_evenly(self) -> None:
        """Gives both sides the same width until the user moves the line between them."""
        total = sum(self._halves.sizes())
        if not self._moved:
            self._halves.setSizes([total // 2, total - total // 2])

    def resizeEvent(self, event: object) -> None:
        """Updates the strip and the wrapping for the new size; the current row stays visible."""
        row, (first, last) = self.current_row(), self._in_sight
        self._share_evenly()
        if row >= 0 and first <= row <= last:
            self.show_row(row)
        self._seen()
        self.resized.emit()

    def minimumSizeHint(self) -> QSize:
        """The minimum size, small enough for a laptop at 200 %."""
        return QSize(320, 120)


def _half(pane: DiffPane, heading: QLabel) -> QWidget:
    """A pane with its heading above."""
    holder = QWidget()
    bar = QFrame()
    bar.setProperty("role", "bar")
    hbox((heading, 1), owner=bar, margins=(GAP, GAP // 2, GAP, GAP // 2))
    vbox(bar, (pane, 1), owner=holder, gap=0)
    return holder
