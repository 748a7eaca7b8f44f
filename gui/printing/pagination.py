"""Page breaks: no row is divided, and no heading is separated from its content.

A text document breaks a page between any two lines, and is laid out again for every page size. Therefore the document
is laid out once on one endless page; then the breaks are computed, and each page shows the part between two of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable

TALLEST = 0.45
"""The part of a page above which a unit is divided, because the empty space left by moving it would look wrong."""
WIDEST = 2
"""The columns of a comparison, in which a row across all columns is a fold, not a heading."""

Span = tuple[float, float]
"""Start and end on the endless page, in units of the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a page: the header row of a continued table, if any, and `body` below it."""

    body: Span
    header: Span | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Both spans, from top to bottom."""
        return (self.body,) if self.header is None else (self.header, self.body)


@dataclass(slots=True)
class Unit:
    """Something that is kept together: a table row, a heading or a paragraph.

    `block` is its first block, `end` the one after its last, `header` the header row of its table. A heading is kept
    together with what follows it, and so is a row that heads a group of rows.
    """

    top: float
    bottom: float
    block: QTextBlock
    end: QTextBlock
    heading: bool
    header: Span | None = None


def pages(document: QTextDocument, width: float, height: float) -> list[Page]:
    """Lays the document out on an endless page of this width, and divides it into pages of this height."""
    if document.pageSize() != (endless := QSizeF(width, -1)):
        document.setPageSize(endless)
    found = list(units(document))
    cut: list[Page] = []
    start, header = 0.0, None
    for index, unit in enumerate(found):
        bottom = _with_what_it_heads(found, index)
        while _end(start, header, height) < unit.bottom or (
            _end(start, header, height) < bottom and start < unit.top and bottom - unit.top < height
        ):
            limit = _end(start, header, height)
            whole = bottom - unit.top < (1 if unit.heading else TALLEST) * height
            place = unit.top if whole and start < unit.top else _between_lines(document, unit, start, limit)
            cut.append(Page((start, place), header))
            start, header = place, unit.header
            if header is not None and header[1] - header[0] > TALLEST * height:
                header = None
    return [*cut, Page((start, document.size().height()), header)]


def _end(start: float, header: Span | None, height: float) -> float:
    """The latest end of a page."""
    return start + height - (header[1] - header[0] if header is not None else 0.0)


def _with_what_it_heads(found: list[Unit], index: int) -> float:
    """The end of a unit; for a heading, the end of the first unit below it."""
    while found[index].heading and index + 1 < len(found):
        index += 1
    return found[index].bottom


def _between_lines(document: QTextDocument, unit: Unit, start: float, limit: float) -> float:
    """The last position before `limit` that is between two lines of a unit; `limit` if there is none."""
    lines = [span for span in _lines(document, unit) if span[0] < limit]
    place = limit
    for top, bottom in sorted(lines, key=lambda span: span[1], reverse=True):
        if top < place < bottom:
            place = top
    return place if place > start else limit


def _lines(document: QTextDocument, unit: Unit) -> Iterator[Span]:
    layout = document.documentLayout()
    block = unit.block
    while block.isValid() and block != unit.end:
        top = layout.blockBoundingRect(block).top()
        text = block.layout()
        for number in range(text.lineCount()):
            line = text.lineAt(number)
            yield top + line.y(), top + line.y() + line.height()
        block = block.next()


def units(document: QTextDocument) -> Iterator[Unit]:
    """Headings, paragraphs and rows in the order of the document."""
    layout = document.documentLayout()
    for part in parts(document):
        if isinstance(part, QTextTable):
            yield from _rows(document, part)
        elif part.length() > 1:  # the empty block beside a table has a height, but takes no space
            place = layout.blockBoundingRect(part)
            yield Unit(place.top(), place.bottom(), part, part.next(), part.blockFormat().headingLevel() > 0)


def parts(document: QTextDocument) -> Iterator[QTextTable | QTextBlock]:
    """Tables and the blocks between them, in order."""
    frame = document.rootFrame().begin()
    while not frame.atEnd():
        inner = frame.currentFrame()
        yield inner if isinstance(inner, QTextTable) else frame.currentBlock()
        frame += 1


def _rows(document: QTextDocument, table: QTextTable) -> Iterator[Unit]:
    """The rows of a table. The first one is kept with its header row, the others repeat the header on a new page.

    A row begins with the space between it and the row above.
    """
    layout = document.documentLayout()
    form = table.format()
    count, columns, headers = table.rows(), table.columns(), form.headerRowCount()
    firsts = [table.cellAt(row, 0) for row in range(count)]
    blocks = [document.findBlock(cell.firstPosition()) for cell in firsts]  # a cursor would shape the text again
    tops = [layout.blockBoundingRect(block).top() for block in blocks]
    padding = firsts[0].format().toTableCellFormat().topPadding() or form.cellPadding()
    above = padding + form.cellSpacing()
    lasts = [document.findBlock(table.cellAt(count - 1, column).lastPosition()) for column in range(columns)]
    bottom = max(layout.blockBoundingRect(block).bottom() for block in lasts)
    ends = [*(top - above for top in tops), bottom + padding]
    blocks.append(document.findBlock(table.lastPosition()).next())
    header = (ends[0], ends[headers]) if 0 < headers < count else None
    for row in range(headers, count):
        first = row == headers
        heading = columns > WIDEST and row + 1 < count and firsts[row].columnSpan() == columns
        top = ends[0] if first else ends[row]
        yield Unit(top, ends[row + 1], blocks[row], blocks[row + 1], heading, None if first else header)
