"""Text in a few short lines, as a person would break it: between words, else at the joints of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

LINES = 2
_JOINT = re.compile(r"(?<=[_.:\-])(?=[^_.:\-/])|(?<=[^/])(?=/)|(?<=[a-z])(?=[A-Z])")
"""Where a name may be broken: after a mark, before the slash of a path, at a hump."""


def wrapped(text: str, font: QFont, width: int, most: int = LINES) -> list[str]:
    """The text in at most `most` lines of `width` pixels, the rest elided; no word is broken that fits in a line."""
    metrics = QFontMetrics(font)

    def elided(line: str) -> str:
        return metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)

    lines: list[str] = [""]
    for gap, piece in _pieces(text, metrics, width):
        longer = f"{lines[-1]}{gap}{piece}" if lines[-1] else piece
        if not lines[-1] or metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    if len(lines) > most:
        begun = text[_length(text, lines[: most - 1]) :].strip()
        lines = [*lines[: most - 1], begun]
    return [line if metrics.horizontalAdvance(line) <= width else elided(line) for line in lines]


def parts_that_fit(text: str, font: QFont, width: int, between: str = " · ") -> str:
    """As many whole parts of a caption as fit, with a sign that there are more; the first one is elided if it must."""
    metrics, parts = QFontMetrics(font), text.split(between)
    for count in range(len(parts), 0, -1):
        shown = between.join(parts[:count]) + (" …" if count < len(parts) else "")
        if metrics.horizontalAdvance(shown) <= width:
            return shown
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _pieces(text: str, metrics: QFontMetrics, width: int) -> Iterator[tuple[str, str]]:
    """Words with the space before them; of one that is longer than a line the parts between its joints."""
    for word in text.split():
        if metrics.horizontalAdvance(word) <= width:
            yield " ", word
            continue
        gap = " "
        for piece in _JOINT.split(word):
            yield gap, piece
            gap = ""


def _length(text: str, lines: list[str]) -> int:
    """How much of the text the lines hold."""
    place = 0
    for letter in "".join(lines):
        if not letter.isspace():
            place = text.index(letter, place) + 1
    return place
