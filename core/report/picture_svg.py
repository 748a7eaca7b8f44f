"""The picture as self-contained SVG for report and export, readable on light and dark backgrounds."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from core.migration.migrate import Migration
from core.redaction.redactor import Redactor
from core.report.picture import picture
from core.report.picture_shapes import HEAD, LINE, Box, Line, Picture
from core.text.visible import visible

STROKES = {"module": "#1267b8", "cloud": "#5a6573", "any": "#5a6573", "share": "#8a5a00", "gpu": "#2b7a2b"}
FILLS = {"module": "#eef5fc", "cloud": "#f1f3f6", "any": "#ffffff", "share": "#fdf4e3", "gpu": "#ebf6eb"}
LINES = {"route": "#5a6573", "share": "#8a5a00", "gpu": "#2b7a2b"}
DASHES = {"route": "", "share": "1 0", "gpu": "6 4"}
"""Kinds differ in dash as well as in color."""
TEXT, MUTED = "#1b2330", "#4a5563"
FONT = "Segoe UI, DejaVu Sans, Helvetica, sans-serif"


def svg(migration: Migration, redactor: Redactor) -> str:
    """The picture of a migration's result as SVG text, every name masked and escaped."""
    return drawn(picture(migration, redactor))


def drawn(picture: Picture) -> str:
    """The SVG of a picture, as text with LF newlines and a final one."""
    size = f'width="{picture.width:g}" height="{picture.height:g}" viewBox="0 0 {picture.width:g} {picture.height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="picture-title picture-story">',
        f'<title id="picture-title">{_text(picture.title)}</title>',
        f'<desc id="picture-story">{_text(" ".join(f"{line}." for line in picture.story))}</desc>',
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 L8 4 L0 8 z" fill="{LINES["route"]}"/></marker></defs>',
        f'<rect width="{picture.width:g}" height="{picture.height:g}" fill="#ffffff"/>',
        *(_line(line) for line in picture.lines),
        *(piece for box in picture.boxes for piece in _box(box)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _line(line: Line) -> str:
    dash = f' stroke-dasharray="{DASHES[line.kind]}"' if DASHES[line.kind] not in ("", "1 0") else ""
    arrow = ' marker-end="url(#arrow)"' if line.kind == "route" else ""
    style = f'fill="none" stroke="{LINES[line.kind]}" stroke-width="1.5"{dash}{arrow}'
    return f'<path d="{path(line)}" {style}><title>{_text(line.label)}</title></path>'


def path(line: Line) -> str:
    """The path of a line in SVG: routes with corners, the others as a soft curve."""
    if line.kind == "route":
        return "M" + " L".join(f"{x:g} {y:g}" for x, y in line.points)
    (x1, y1), (x2, y2) = line.points
    middle = (x1 + x2) / 2
    return f"M{x1:g} {y1:g} C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"


def _box(box: Box) -> Iterator[str]:
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="6"'
    yield f'<g><title>{_text(box.full)}</title><rect {place} fill="{FILLS[box.kind]}" stroke="{STROKES[box.kind]}"/>'
    yield _words(box.x + 10, box.y + 18, box.title, f'font-size="13" font-weight="bold" fill="{TEXT}"')
    for index, line in enumerate(box.lines):
        yield _words(box.x + 10, box.y + HEAD + LINE * index + 12, line, f'font-size="11" fill="{MUTED}"')
    yield "</g>"


def _words(x: float, y: float, text: str, style: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-family="{FONT}" {style}>{_text(text)}</text>'


def _text(text: str) -> str:
    """A text on one line, escaped and without characters that hide or reverse others."""
    return escape(visible(" ".join(text.split())))
