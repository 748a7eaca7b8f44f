"""Drawings of the report in print: a text document shows images only, and none that is taller than a page."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QByteArray, QRectF, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

from core.text.catalogue import _

SHARPNESS = 3
"""Dots of a picture for each unit of the page."""
MOST_PAGES = 6
"""A drawing that would take more is left out."""
SMALLEST = 0.7
"""To what a drawing is made smaller so that it takes half a page: its smallest letters have 6 points then."""
ABOVE = 60
"""Space for the heading above a drawing."""

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def with_pictures(html: str, document: QTextDocument, width: int, height: float) -> str:
    """Drawings within the page become images, for a text document knows no SVG; tall ones are cut at page ends.

    `width` and `height` are those of a page. The document gets the images as resources.
    """
    height -= ABOVE

    def replaced(match: re.Match[str]) -> str:
        renderer = QSvgRenderer(QByteArray(match[0].encode()))
        size = renderer.defaultSize()
        if not renderer.isValid() or size.isEmpty():
            return ""
        scale = min(1.0, width / size.width())
        if size.height() * scale > height * MOST_PAGES:
            return "<p>" + _("The picture is too tall for paper; it is in report.html.") + "</p>"
        half = height / 2 / size.height()
        if half >= SMALLEST:
            scale = min(scale, half)
        elif size.height() * scale <= height * 1.25:
            scale = min(scale, height / size.height())
        slices = ceil(size.height() * scale / height)
        return "".join(_slice(renderer, document, n, scale, height) for n in range(slices))

    return _SVG.sub(replaced, html)


def _slice(renderer: QSvgRenderer, document: QTextDocument, number: int, scale: float, height: float) -> str:
    """One page of a drawing, as a resource of the document; the text that shows it."""
    size = renderer.defaultSize()
    top = number * height / scale
    part = QRectF(0, top, size.width(), min(height / scale, size.height() - top))
    shown = (max(1, round(part.width() * scale)), max(1, round(part.height() * scale)))
    image = QImage(shown[0] * SHARPNESS, shown[1] * SHARPNESS, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    renderer.setViewBox(part)
    renderer.render(painter)
    painter.end()
    name = f"picture-{number + 1}"
    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    return f'<p><img src="{name}" width="{shown[0]}" height="{shown[1]}"></p>'
