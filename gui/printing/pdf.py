"""The report as PDF: the print variant of its template, laid out and painted page by page by Qt.

`print_pdf` is what `core.bundle.export.bundle` takes as its printer. It makes its own document and writer, so that it
may run in a worker thread; fonts are those we ship, so that the pages are the same on every machine.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator
from importlib.resources import files

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QMarginsF, QRectF, Qt, QUuid
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)

from core.text.catalogue import _
from gui.printing import child
from gui.printing.pagination import keep_together
from gui.printing.pictures import with_pictures

FAMILY = "DejaVu Sans"
RESOLUTION = 96
"""Units to an inch: with it a pixel of the style sheet is a unit of the page."""
MARGIN = 12.0
"""In millimetres, on every side; header and footer are inside the page, above and below the text."""
INK = "#1b2733"
HEAD, FOOT = 26, 22
"""Heights of header and footer in units."""

_DATES = re.compile(rb"/(?:Creation|Mod)Date \(D:[^)]*\)")
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta><?xpacket end="w"?>"""
"""Metadata without a date, instead of those that Qt writes."""
_CHAPTER = 2
"""The level of a chapter's heading."""
_Places = list[tuple[str, QTextBlock]]
_Numbers = dict[int, list[tuple[QRectF, str]]]
TIMEOUT = 120
"""Seconds after which printing in the background is given up."""

_PLACE = re.compile("‹([a-z]+(?:-[0-9]+)?)›")


class PrintError(RuntimeError):
    """There is no PDF; the message says why."""


def print_pdf(html: str) -> bytes:
    """The PDF of a page made by `core.report.html.render(…, for_print=True)`.

    The same text and pages each time; the same bytes where Qt hashes alike (`--print-report` sees to it).

    Raises PrintError where Qt has no application to draw with, or the writer fails.
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
    document, places = _document(html, writer)
    title = document.metaInformation(QTextDocument.MetaInformation.DocumentTitle)
    writer.setTitle(title)
    writer.setCreator("EdgeShift")
    _paint(document, writer, title, _numbers(document, places))
    buffer.close()
    data = bytes(buffer.data().data())
    if not data.startswith(b"%PDF"):
        raise PrintError(_("Qt did not write the PDF."))
    return _DATES.sub(lambda match: b" " * len(match[0]), data)  # Qt dates every file and offers no way not to


def print_in_child(html: str) -> bytes:
    """Like `print_pdf`, in a process of its own: Qt lays a document out in one go, which a window would feel.

    To be called from a worker thread. Raises PrintError.
    """
    try:
        done = child.run("--print-report", html.encode(), TIMEOUT)
    except OSError as error:
        raise PrintError(_("The report could not be printed.")) from error
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PrintError(_("The report could not be printed."))
    return done.stdout


def printed(html: str) -> bytes | None:
    """The PDF for the wizard's export, None where it cannot be printed: the other files matter more."""
    try:
        return print_in_child(html)
    except PrintError:
        logging.getLogger(__name__).warning("the report was not printed")
        return None


def application() -> QGuiApplication | None:
    """For the command line: an application without a screen, kept by the caller. None where one is there already."""
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


def _document(html: str, writer: QPdfWriter) -> tuple[QTextDocument, _Places]:
    """The page laid out, its pictures drawn; and where the contents wait for their numbers."""
    load_fonts()
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(7.8))
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(with_pictures(html, document, writer.width(), writer.height() - HEAD - FOOT))
    places = _contents(document)
    keep_together(document, writer.width(), writer.height() - HEAD - FOOT)
    return document, places


def _font(points: float) -> QFont:
    """The font of the page. Without hinting its letters are as wide on Windows as elsewhere: lines break alike."""
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def load_fonts() -> None:
    """The fonts we ship, once for a process: the machine's own would break lines elsewhere."""
    if FAMILY in _LOADED:
        return
    for entry in (files("resources") / "fonts").iterdir():
        if entry.name.endswith(".ttf"):
            QFontDatabase.addApplicationFontFromData(QByteArray(entry.read_bytes()))
    _LOADED.add(FAMILY)


_LOADED: set[str] = set()


def _contents(document: QTextDocument) -> _Places:
    """The lines of the contents that wait for the number of a page, emptied: numbers are painted, which moves nothing.

    They are before the first chapter: what a manifest says later is none of them.
    """
    places: _Places = []
    edit = QTextCursor(document)
    edit.beginEditBlock()  # else each removal lays the document out again
    block = document.begin()
    while block.isValid() and block.blockFormat().headingLevel() != _CHAPTER:
        match = _PLACE.fullmatch(block.text())
        if match:
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            places.append((match[1], block))
        block = block.next()
    edit.endEditBlock()
    return places


def _numbers(document: QTextDocument, places: _Places) -> _Numbers:
    """By page from 0: where to paint which number."""
    pages = dict(_anchors(document))
    height = document.pageSize().height()
    numbers: _Numbers = {}
    for name, block in places:
        place = document.documentLayout().blockBoundingRect(block)
        page = int(place.top() // height)
        numbers.setdefault(page, []).append((place.translated(0, HEAD - page * height), str(pages.get(name, ""))))
    return numbers


def _anchors(document: QTextDocument) -> Iterator[tuple[str, int]]:
    """Every named place with the number of its page."""
    layout = document.documentLayout()
    height = document.pageSize().height()
    block = document.begin()
    while block.isValid():
        for run in block.textFormats():
            for name in run.format.anchorNames():
                yield name, int(layout.blockBoundingRect(block).top() // height) + 1
        block = block.next()


def _paint(document: QTextDocument, writer: QPdfWriter, title: str, numbers: _Numbers) -> None:
    """Page by page: header, the part of the text that falls on this page, footer."""
    width, height = writer.width(), writer.height()
    count = document.pageCount()
    body = document.pageSize().height()
    painter = QPainter(writer)
    try:
        for page in range(count):
            if page:
                writer.newPage()
            _frame(painter, title, page + 1, count, QRectF(0, 0, width, height))
            painter.save()
            painter.translate(0, HEAD - page * body)
            context = QAbstractTextDocumentLayout.PaintContext()
            context.clip = QRectF(0, page * body, width, body)
            context.palette.setColor(QPalette.ColorRole.Text, QColor(INK))
            painter.setClipRect(context.clip)
            document.documentLayout().draw(painter, context)
            painter.restore()
            painter.setFont(document.defaultFont())
            painter.setPen(QColor(INK))
            for place, text in numbers.get(page, ()):
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    finally:
        painter.end()


def _frame(painter: QPainter, title: str, page: int, count: int, place: QRectF) -> None:
    """The line above and the line below a page."""
    painter.setFont(_font(7))
    painter.setPen(QColor("#566878"))
    top = QRectF(place.left(), place.top(), place.width(), HEAD - 10)
    bottom = QRectF(place.left(), place.bottom() - FOOT + 8, place.width(), FOOT - 8)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, round(place.width() * 0.8))
    painter.drawText(top, left | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.drawText(top, right | Qt.AlignmentFlag.AlignVCenter, "EdgeShift")
    text = _("Page {page} of {count}").format(page=page, count=count)
    painter.drawText(bottom, right | Qt.AlignmentFlag.AlignVCenter, text)
    painter.setPen(QColor("#d9e1e9"))
    painter.drawLine(top.bottomLeft(), top.bottomRight())
