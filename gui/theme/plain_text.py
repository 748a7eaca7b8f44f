"""Texts from files are shown as they are: a module named `<img src=…>` must not make Qt open that file.

Qt guesses whether the text of a tool tip is markup (`Qt.mightBeRichText`) and offers no switch; labels have one, which
`gui.widgets.basics.parts.label` sets. What is markup may open files, on Windows on other machines as well.
"""

from __future__ import annotations


def tip(text: str) -> str:
    """A text for a tool tip that Qt shows character by character, line by line."""
    if "<" not in text and "&" not in text:
        return text  # Qt takes it for what it is
    from html import escape

    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'


LONG = 24
"""Letters without a place to break that a narrow column cannot hold."""


def breakable(text: str) -> str:
    """A text whose long words may break: a label wraps between words only, and would grow as wide as its longest."""
    if not any(len(word) > LONG for word in text.split()):
        return text
    import re

    parts = re.split(r"(\s+)", text)
    return "".join(_cut(part) if len(part) > LONG else part for part in parts)


def _cut(word: str) -> str:
    """Zero-width spaces after punctuation, and within what is still too long."""
    import re

    pieces = re.findall(r"[^/._:=,-]*[/._:=,-]?", word)
    short = [piece[at : at + LONG] for piece in pieces for at in range(0, len(piece), LONG)]
    return BREAK.join(short)


BREAK = "\N{ZERO WIDTH SPACE}"
