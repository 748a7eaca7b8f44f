"""The report as PDF: the print variant of its template, laid out and painted page by page by Qt.

`print_pdf` is the printer that `core.bundle.export.bundle` takes. It creates its own document and writer, so that it
can run in a worker thread; it uses the shipped fonts, so that the pages are equal on every machine.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from importlib.resources import files

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QMarginsF, QRectF, QSizeF, Qt, QUuid
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextDocument,
)

from core.text.catalogue import _
from gui.printing import child
from gui.printing.pagination import Page, pages, parts
from gui.printing.pictures import with_pictures

FAMILY = "DejaVu Sans"
RESOLUTION = 96
"""Units per inch: at this resolution a pixel of the style sheet is a unit of the page."""
MARGIN = 12.0
"""The page margin on every side in millimeters; header and footer are inside the page."""
INK = "#1b2733"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HEAD, FOOT = 26, 22
"""Heights of header and footer in units."""

_DATES = re.compile(rb"/(?:Creation|Mod)Date \(D:[^)]*\)")
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta><?xpacket end="w"?>"""
"""Metadata without a date, in place of the metadata that Qt writes."""
_CHAPTER = 2
"""The heading level of a chapter."""
_Numbers = dict[int, list[tuple[QRectF, str]]]
TIMEOUT = 120
"""Seconds after which printing in the background is canceled."""

_PLACE = re.compile(">‹([a-z]+(?:-[0-9]+)?)›<")
_BLANK = "\N{NO-BREAK SPACE}"
_INSIDE = 0.5
"""Units by which content must extend into a page to be painted there; a line that only touches the edge is not."""


class PrintError(RuntimeError):
    """Raised when no PDF can be made; the message says why."""


def print_pdf(html: str) -> bytes:
    """Prints a page made by `core.report.html.render(…, for_print=True)`.

    Text and pages are the same each time; so are the bytes if Qt's hash seed is fixed (`--print-report` fixes it).

    Raises PrintError if Qt has no application to draw with, or if the writer fails.
    """
    if QGuiApplication.instance() is None:
        raise PrintError(_("The PDF needs a Qt application to draw with."))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(_page())
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), html.encode()))
    writer.setDocumentXmpMetadata(QByteArray(_METADATA.encode()))
    document, waiting = _document(html, writer)
    cut = pages(document, writer.width(), writer.height() - HEAD - FOOT)
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    writer.setCreator("EdgeShift")
    _paint(document, writer, cut, _numbers(document, waiting, cut))
    buffer.close()
    data = bytes(buffer.data().data())
    if not data.startswith(b"%PDF"):
        raise PrintError(_("Qt did not write the PDF."))
    return _DATES.sub(lambda match: b" " * len(match[0]), data)  # Qt always writes the date


def print_in_child(html: str) -> bytes:
    """Prints like `print_pdf`, but in a child process, because Qt lays a document out in one call and blocks.

    Call it from a worker thread. Raises PrintError.
    """
    try:
        done = child.run("--print-report", html.encode(), TIMEOUT)
    except OSError as error:
        raise PrintError(_("The report could not be printed.")) from error
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PrintError(_("The report could not be printed."))
    return done.stdout


def printed(html: str) -> bytes | None:
    """The PDF for the export of the wizard; None if printing fails, because the other files are more important."""
    try:
        return print_in_child(html)
    except PrintError:
        logging.getLogger(__name__).warning("the report was not printed")
        return None


def application() -> QGuiApplication | None:
    """Creates an application without a screen for the command line, owned by the caller; None if there is one."""
    if QCoreApplication.instance() is not None:
        return None
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def _page() -> QPageLayout:
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
    )


def _document(html: str, writer: QPdfWriter) -> tuple[QTextDocument, list[str]]:
    """The document with its pictures drawn, and the positions of the page numbers in its contents."""
    load_fonts()
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(7.8))
    document.documentLayout().setPaintDevice(writer)
    text, waiting = _without_places(html)
    pictured = with_pictures(text, document, writer.width(), writer.height() - HEAD - FOOT)
    document.setPageSize(QSizeF(writer.width(), -1))  # before the text, which would be laid out for another width
    document.setHtml(pictured)
    for block in _blocks(document):
        block.layout().setCacheEnabled(True)  # the letters that are laid out are painted; Qt would shape them again
    return document, waiting


def _without_places(html: str) -> tuple[str, list[str]]:
    """The text with a blank in place of each page number: numbers are painted, which does not change the layout.

    Only the text before the first chapter is searched, because a manifest may contain the same marker.
    """
    waiting: list[str] = []

    def blank(match: re.Match[str]) -> str:
        waiting.append(match[1])
        return f">{_BLANK}<"

    head, chapter, rest = html.partition("<h2")
    return _PLACE.sub(blank, head) + chapter + rest, waiting


def _font(points: float) -> QFont:
    """The font of the page, without hinting, so that lines break alike on every platform."""
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def load_fonts() -> None:
    """Registers the shipped fonts once for each process, because other fonts would break lines elsewhere."""
    if FAMILY in _LOADED:
        return
    for entry in (files("resources") / "fonts").iterdir():
        if entry.name.endswith(".ttf"):
            QFontDatabase.addApplicationFontFromData(QByteArray(entry.read_bytes()))
    _LOADED.add(FAMILY)


_LOADED: set[str] = set()


def _numbers(document: QTextDocument, waiting: list[str], cut: list[Page]) -> _Numbers:
    """The numbers to paint, with their positions, by page from 0."""
    numbers: _Numbers = {}
    if not waiting:
        return numbers
    found = {name: _page_of(top, cut) + 1 for name, top in _anchors(document)}
    blocks = (block for block in _blocks(document) if block.text() == _BLANK)
    for name, block in zip(waiting, blocks, strict=False):
        place = document.documentLayout().blockBoundingRect(block)
        page = _page_of(place.top(), cut)
        numbers.setdefault(page, []).append((place, str(found.get(name, ""))))
    return numbers


def _page_of(top: float, cut: list[Page]) -> int:
    """The page, from 0, that shows this height of the endless page."""
    return bisect_right(cut, top, key=lambda page: page.body[0]) - 1


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _anchors(document: QTextDocument) -> Iterator[tuple[str, float]]:
    """Every chapter with a name and its position on the endless page."""
    layout = document.documentLayout()
    for part in parts(document):
        if isinstance(part, QTextBlock) and part.blockFormat().headingLevel() == _CHAPTER:
            for run in part.textFormats():
                for name in run.format.anchorNames():
                    yield name, layout.blockBoundingRect(part).top()


def _paint(document: QTextDocument, writer: QPdfWriter, cut: list[Page], numbers: _Numbers) -> None:
    """Paints every page: header, its part of the text, footer."""
    title = document.metaInformation(QTextDocument.MetaInformation.DocumentTitle)
    width, height = writer.width(), writer.height()
    title = QFontMetrics(_font(7), writer).elidedText(title, Qt.TextElideMode.ElideMiddle, round(width * 0.8))
    painter = QPainter(writer)
    try:
        for number, page in enumerate(cut):
            if number:
                writer.newPage()
            _frame(painter, title, number + 1, len(cut), QRectF(0, 0, width, height))
            at = float(HEAD)
            for top, bottom in page.spans:
                _paint_span(document, painter, QRectF(0, top, width, bottom - top), at)
                at += bottom - top
            painter.setFont(document.defaultFont())
            painter.setPen(QColor(INK))
            for place, text in numbers.get(number, ()):
                painter.drawText(place.translated(0, at - page.body[1]), _RIGHT, text)
    finally:
        painter.end()


def _paint_span(document: QTextDocument, painter: QPainter, span: QRectF, at: float) -> None:
    """Paints a part of the endless page at `at` of this page."""
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = span.adjusted(0, _INSIDE, 0, -_INSIDE)
    context.palette.setColor(QPalette.ColorRole.Text, QColor(INK))
    painter.save()
    painter.translate(0, at - span.top())
    painter.setClipRect(span)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _frame(painter: QPainter, title: str, page: int, count: int, place: QRectF) -> None:
    """Paints the header and the footer of a page."""
    painter.setFont(_font(7))
    painter.setPen(QColor("#566878"))
    top = QRectF(place.left(), place.top(), place.width(), HEAD - 10)
    bottom = QRectF(place.left(), place.bottom() - FOOT + 8, place.width(), FOOT - 8)
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    painter.drawText(top, _RIGHT, "EdgeShift")
    text = _("Page {page} of {count}").format(page=page, count=count)
    painter.drawText(bottom, _RIGHT, text)
    painter.setPen(QColor("#d9e1e9"))
    painter.drawLine(top.bottomLeft(), top.bottomRight())
