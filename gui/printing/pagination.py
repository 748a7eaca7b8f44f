"""Where pages end: a row stays whole, and a heading stays with what it heads.

A text document breaks a page between any two lines. The document is laid out on one endless page first; one walk over
it finds what would be split, and moves that to the next page. It costs one more layout, however long the document is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
    QTextTableCell,
)

TALLEST = 0.45
"""Of a page: what is taller is split rather than moved, because the empty space would look like a fault."""
WIDEST = 2
"""Columns of a comparison, where a row across all of them is a fold, and heads nothing."""
_PADDING = 5.0
_SLACK = 10.0
"""What Qt keeps free at the end of a page for the padding of cells, and what the walk may err."""


@dataclass(slots=True)
class _Unit:
    """Something to keep together, in units of the page; `row` belongs to a table, or is -1 for a block.

    `own` is where it ends itself, `bottom` where that ends which must stay with it; `header` is as high as a table's,
    `above` the tallest cell of the row before.
    """

    top: float
    bottom: float
    own: float
    block: QTextBlock
    table: QTextTable | None = None
    row: int = -1
    header: float = 0.0
    above: QTextTableCell | None = None

    @property
    def heading(self) -> bool:
        """Whether it only makes sense with what follows: a heading, or a row that heads a group of rows."""
        if self.table is None:
            return self.block.blockFormat().headingLevel() > 0
        return self.table.columns() > WIDEST and self.table.cellAt(self.row, 0).columnSpan() == self.table.columns()


def keep_together(document: QTextDocument, width: float, height: float) -> None:
    """Give the document pages of this size, and move to the next page what would be split."""
    document.setPageSize(QSizeF(width, -1))
    units = list(_units(document))
    _join_headings(units)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    end = before = 0.0  # where the last unit ended on its page, and on the endless one
    for unit in units:
        size = unit.bottom - unit.top
        top = end + unit.top - before
        torn = top + size > height - _SLACK
        if torn and size < (1 if unit.heading else TALLEST) * height:
            _push(unit, height - end - _SLACK)
            top = _above(unit)
        end = top + unit.own - unit.top  # a heading is joined with what follows, which has a place of its own
        while end > height - _SLACK:
            end -= height - _SLACK - _header(unit)
        before = unit.own
    cursor.endEditBlock()
    document.setPageSize(QSizeF(width, height))


def _above(unit: _Unit) -> float:
    """What is above a unit on top of a page: its margin, or what its table repeats and the padding of a cell."""
    if unit.table is None:
        return unit.block.blockFormat().topMargin()
    return _header(unit) + _PADDING


def _header(unit: _Unit) -> float:
    """What a table repeats on top of a page before this row."""
    return unit.header if unit.table is not None and unit.row > unit.table.format().headerRowCount() else 0.0


def _units(document: QTextDocument) -> Iterator[_Unit]:
    """Headings, paragraphs and rows in the order of the document."""
    layout = document.documentLayout()
    frame = document.rootFrame().begin()
    while not frame.atEnd():
        inner = frame.currentFrame()
        if isinstance(inner, QTextTable):
            yield from _rows(document, inner)
        elif frame.currentBlock().length() > 1:  # the empty block beside a table takes no space, whatever it reports
            block = frame.currentBlock()
            place = layout.blockBoundingRect(block)
            yield _Unit(place.top(), place.bottom(), place.bottom(), block)
        frame += 1


def _rows(document: QTextDocument, table: QTextTable) -> Iterator[_Unit]:
    layout = document.documentLayout()
    columns = table.columns()
    start = header = above = tallest = None
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(columns)]
        first = cells[0].firstCursorPosition().block()
        lasts = [cell.lastCursorPosition().block() for cell in cells]
        top = layout.blockBoundingRect(first).top()
        ends = [layout.blockBoundingRect(block).bottom() for block in lasts]
        bottom = max(ends)
        above, tallest = tallest, cells[ends.index(bottom)]
        start = top if start is None else start
        if row < table.format().headerRowCount():
            continue
        header = top - start if header is None else header
        yield _Unit(start if header and row == 1 else top, bottom, bottom, first, table, row, header, above)


def _join_headings(units: list[_Unit]) -> None:
    """A heading reaches down to the end of what follows it, so that both go together; then that is free again."""
    for index in range(len(units) - 2, -1, -1):
        unit, after = units[index], units[index + 1]
        if unit.heading:
            unit.bottom = max(unit.bottom, after.bottom)


def _push(unit: _Unit, height: float) -> None:
    first = unit.table.format().headerRowCount() if unit.table is not None else 0
    if unit.table is None:
        form = QTextBlockFormat()
        form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        QTextCursor(unit.block).mergeBlockFormat(form)
    elif unit.row <= first or unit.above is None:
        whole = unit.table.format()
        whole.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        unit.table.setFormat(whole)
    else:
        shape = unit.above.format().toTableCellFormat()
        shape.setBottomPadding(shape.bottomPadding() + height)
        unit.above.setFormat(shape)
