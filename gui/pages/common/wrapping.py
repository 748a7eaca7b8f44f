"""Text in a few short lines, as a person would break it: between words, else at the joints of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF

LINES = 2
_JOINT = re.compile(r"(?<=[_.:\-])(?=[^_.:\-/])|(?<=[^/])(?=/)|(?<=[a-z])(?=[A-Z])")
"""Where a name may be broken: after a mark, before the slash of a path, at a hump."""


def wrapped(text: str, font: QFont, width: int, most: int = LINES) -> list[str]:
    """The text in at most `most` lines of `width` pixels, the rest elided; no word is broken that fits in a line.

    A list of hundreds of rows is measured with it: each word is measured once, and a short text as a whole.
    """
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    space = metrics.horizontalAdvance(" ")
    lines: list[str] = []
    used: list[float] = []
    for glued, piece, wide in _pieces(text, metrics, width):
        gap = 0.0 if glued else space
        if lines and used[-1] + gap + wide <= width:
            lines[-1] += piece if glued else f" {piece}"
            used[-1] += gap + wide
        else:
            lines.append(piece)
            used.append(wide)
    if len(lines) > most:
        begun = text[_length(text, lines[: most - 1]) :].strip()
        lines, used = [*lines[: most - 1], begun], [*used[: most - 1], float(width + 1)]
    return [
        line if wide <= width else metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
        for line, wide in zip(lines, used, strict=True)
    ]


def parts_that_fit(text: str, font: QFont, width: int) -> str:
    """As many whole parts of a caption as fit, with a sign that there are more; the first one is elided if it must."""
    metrics, parts = QFontMetrics(font), text.split(" · ")
    for count in range(len(parts), 0, -1):
        shown = " · ".join(parts[:count]) + (" …" if count < len(parts) else "")
        if metrics.horizontalAdvance(shown) <= width:
            return shown
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _pieces(text: str, metrics: QFontMetricsF, width: int) -> Iterator[tuple[bool, str, float]]:
    """Words, and of one that is longer than a line the parts between its joints: whether glued to the one before."""
    for word in text.split():
        wide = metrics.horizontalAdvance(word)
        if wide <= width:
            yield False, word, wide
            continue
        for number, piece in enumerate(_JOINT.split(word)):
            yield number > 0, piece, metrics.horizontalAdvance(piece)


def _length(text: str, lines: list[str]) -> int:
    """How much of the text the lines hold."""
    place = 0
    for letter in "".join(lines):
        if not letter.isspace():
            place = text.index(letter, place) + 1
    return place
