"""One side of the comparison: a read-only text of blocks with painted backgrounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout, QTextEdit

from gui.theme.diff_colors import diff_colors
from gui.theme.tokens import tokens
from gui.widgets.diff.diff_blocks import Blocks, SideName, from_utf16, utf16
from gui.widgets.diff.diff_rows import Hit
from gui.widgets.diff.gutter import Gutter
from gui.widgets.diff.highlighter import Highlighter, Hits
from gui.widgets.diff.pane_input import PaneInput

if TYPE_CHECKING:
    from core.diff.rows import Row


class DiffPane(PaneInput):
    """A fixed-pitch view of one side. It does not wrap: blocks are wrapped already."""

    def __init__(self, side: SideName) -> None:
        # set before `super().__init__()`, which already sends events to this pane
        self.side = side
        self.current_row = -1
        self.hit_cursor: QTextCursor | None = None
        self._colored: set[int] = set()
        self._grounds: dict[str, QColor | QBrush] = {}
        self._highlighter = Highlighter(side)
        self._gutter = Gutter(self)
        super().__init__()
        self._gutter.setParent(self)
        self.setProperty("role", "code")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.updateRequest.connect(self._scrolled)
        self._read_colors()

    def show_blocks(self, blocks: Blocks) -> None:
        """Shows other blocks in a new document (faster than clearing the old one), with the caret at the start."""
        document = QTextDocument(self)  # setDocument deletes the one before
        document.setDocumentLayout(QPlainTextDocumentLayout(document))
        document.setDefaultFont(self.code_font)
        document.setUndoRedoEnabled(False)
        document.setPlainText(blocks.text(self.side))
        self._quiet = True
        self.blocks = blocks
        self._colored.clear()
        self.hit_cursor = None
        self.setExtraSelections([])
        self.setDocument(document)
        self._quiet = False
        self._row = -1
        sides = (blocks.side(self.side, index) for index in range(len(blocks.rows)))
        self._gutter.set_highest(max((line.number or 0 for line in sides if line is not None), default=0))
        self._set_margins()

    def set_code_font(self, font: QFont) -> None:
        """Sets the font of text and line numbers."""
        self.code_font = font
        self.document().setDefaultFont(font)
        self._set_margins()

    def set_selected_rows(self, rows: frozenset[int]) -> None:
        """Sets the rows of the selected findings."""
        self.selected_rows = rows
        self._repaint()

    def set_hits(self, hits: Hits) -> None:
        """Sets the search hits on this side."""
        if hits or self._highlighter.hits:
            self._highlighter.hits = hits
            self._colored.clear()
            self._repaint()

    def set_current_hit(self, hit: Hit | None) -> None:
        """Sets the current hit, which has its own color."""
        self.hit_cursor = self._hit_cursor(hit) if hit is not None else None
        self.setExtraSelections([_hit_selection(self.hit_cursor)] if self.hit_cursor is not None else [])

    def ground(self, row: Row) -> QColor | QBrush | None:
        """The background of the blocks of a row; None for the default."""
        if row.kind == "fold":
            return self._grounds["fold"]
        line = row.left if self.side == "left" else row.right
        if line is None:
            return self._grounds["hatch"]
        return self._grounds["row"] if row.kind != "same" else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints backgrounds first, then Qt's text, then the frame of the current row."""
        visible = list(self.visible_blocks())
        painter = QPainter(self.viewport())
        width = self.viewport().width()
        for block, top, height in visible:
            if block not in self._colored:
                self._color(block)
            ground = self.ground(self.blocks.rows[self.blocks.row_index(block)])
            if ground is not None:
                painter.fillRect(QRectF(0, top, width, height), ground)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_frames(painter, visible, width)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the gutter the height of the pane."""
        super().resizeEvent(event)
        rect = self.contentsRect()
        self._gutter.setGeometry(QRect(rect.left(), rect.top(), self._gutter.wanted_width(), rect.height()))

    def changeEvent(self, event: QEvent) -> None:
        """Applies the colors of another theme.

        The document keeps the font, because a style sheet replaces the font of a widget when it polishes late.
        """
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._read_colors()
        if event.type() is QEvent.Type.FontChange and self.document().defaultFont() != self.code_font:
            self.document().setDefaultFont(self.code_font)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copies what the file contains: no fillers, folds or line breaks of the view.

        The object is created by Qt, because the contents of the clipboard outlive Python.
        """
        data = super().createMimeDataFromSelection()
        data.text()  # a new object has formats only after this, and later ones would replace ours
        data.clear()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """The selection as `createMimeDataFromSelection` copies it."""
        cursor, document = self.textCursor(), self.document()
        ends = []
        for position in (cursor.selectionStart(), cursor.selectionEnd()):
            block = document.findBlock(position)
            ends += [block.blockNumber(), from_utf16(block.text(), position - block.position())]
        return self.blocks.copied(self.side, *ends)

    def set_current_row(self, row: int) -> None:
        """Sets the current row, which is framed on both sides."""
        if row != self.current_row:
            self.current_row = row
            self._repaint()

    def _color(self, block: int) -> None:
        self._colored.add(block)
        layout = self.document().findBlockByNumber(block).layout()
        layout.setFormats(self._highlighter.ranges(self.blocks, block))

    def _paint_frames(self, painter: QPainter, visible: list[tuple[int, float, float]], width: int) -> None:
        """Paints a frame around the current row, a thicker one if the pane has the focus."""
        thick = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(tokens().current_row), thick))
        inside = [(top, height) for block, top, height in visible if self.blocks.row_index(block) == self.current_row]
        if inside and self.current_row >= 0:
            top, bottom = inside[0][0], inside[-1][0] + inside[-1][1]
            painter.drawRect(QRectF(thick / 2, top + thick / 2, width - thick, bottom - top - thick))

    def _hit_cursor(self, hit: Hit) -> QTextCursor | None:
        """The text of a hit; if it is wrapped, its first part."""
        line = self.blocks.side(self.side, hit.row)
        for number in self.blocks.blocks_of(hit.row):
            cut = self.blocks.cut(self.side, number)
            if line is not None and cut is not None and cut[0] <= hit.start < cut[1]:
                begin = cut[2] + utf16(line.text[cut[0] :], hit.start - cut[0])
                length = utf16(line.text[hit.start :], min(hit.end, cut[1]) - hit.start)
                cursor = QTextCursor(self.document())
                cursor.setPosition(self.document().findBlockByNumber(number).position() + begin)
                cursor.setPosition(cursor.position() + length, QTextCursor.MoveMode.KeepAnchor)
                return cursor
        return None

    def _read_colors(self) -> None:
        colors, sides = tokens(), diff_colors()
        hatch = QBrush(QColor(colors.hatch), Qt.BrushStyle.BDiagPattern)
        row = sides.before_row if self.side == "left" else sides.after_row
        self._grounds = {"fold": QColor(colors.fold), "hatch": hatch, "row": QColor(row)}
        self._highlighter.refresh()
        self._colored.clear()
        self._repaint()

    def _set_margins(self) -> None:
        """Reserves the viewport margin for the gutter."""
        self.setViewportMargins(self._gutter.wanted_width(), 0, 0, 0)
        rect = self.contentsRect()
        self._gutter.setGeometry(QRect(rect.left(), rect.top(), self._gutter.wanted_width(), rect.height()))
        self._repaint()

    def _scrolled(self, rect: QRect, dy: int) -> None:
        self._gutter.update()

    def _repaint(self) -> None:
        self.viewport().update()
        self._gutter.update()


def _hit_selection(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    colors, selection = tokens(), QTextEdit.ExtraSelection()
    selection.cursor = cursor
    selection.format.setBackground(QColor(colors.hit_current))
    selection.format.setForeground(QColor(colors.text))
    selection.format.setProperty(QTextFormat.Property.OutlinePen, QPen(QColor(colors.text)))
    return selection
