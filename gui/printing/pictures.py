"""The drawings of the report in print: they remain vector graphics, and none is higher than a page."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QPainter,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from core.text.catalogue import _

MOST_PAGES = 6
"""A drawing that needs more pages than this is left out."""
SMALLEST = 0.7
"""The scale at which a drawing takes half a page; its smallest letters then have 6 points."""
ABOVE = 60
"""The space for the heading above a drawing."""

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


class Pictures(QPyTextObject):
    """Draws the images of a document as vector graphics, so that the PDF has no pixels.

    `parts` maps the name of an image to a drawing and the part of it that is shown.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.parts: dict[str, tuple[QSvgRenderer, QRectF]] = {}

    def intrinsicSize(self, _document: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        """The width and height that the page specifies."""
        image = form.toImageFormat()
        return QSizeF(image.width(), image.height())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _position: int, form: QTextFormat
    ) -> None:
        """Draws the visible part of the drawing."""
        found = self.parts.get(form.toImageFormat().name())
        if found is None:
            return
        renderer, part = found
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        renderer.setViewBox(part)
        renderer.render(painter, QRectF(rect))
        painter.restore()


def with_pictures(html: str, document: QTextDocument, width: int, height: float) -> str:
    """Turns drawings into images, because a text document does not support SVG; divides high ones into pages.

    `width` and `height` are those of a page. Returns the page and the object that draws its images.
    """
    height -= ABOVE
    pictures = Pictures(document)
    document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, pictures)

    def replaced(match: re.Match[str]) -> str:
        renderer = QSvgRenderer(QByteArray(match[0].encode()), document)
        size = renderer.defaultSize()
        if not renderer.isValid() or size.isEmpty():
            return ""
        scale = min(1.0, width / size.width())
        if size.height() * scale > height * MOST_PAGES:
            return "<p>" + _("The diagram is too tall for one page. See report.html.") + "</p>"
        half = height / 2 / size.height()
        if half >= SMALLEST:
            scale = min(scale, half)
        elif size.height() * scale <= height * 1.25:
            scale = min(scale, height / size.height())
        slices = ceil(size.height() * scale / height)
        return "".join(_slice(renderer, pictures, n, scale, height) for n in range(slices))

    return _SVG.sub(replaced, html)


def _slice(renderer: QSvgRenderer, pictures: Pictures, number: int, scale: float, height: float) -> str:
    """One page of a drawing, and the text that shows it."""
    size = renderer.defaultSize()
    top = number * height / scale
    part = QRectF(0, top, size.width(), min(height / scale, size.height() - top))
    shown = (max(1, round(part.width() * scale)), max(1, round(part.height() * scale)))
    name = f"picture-{len(pictures.parts) + 1}"
    pictures.parts[name] = renderer, part
    return f'<p><img src="{name}" width="{shown[0]}" height="{shown[1]}"></p>'
