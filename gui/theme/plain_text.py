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


LONG = 26
"""Letters without a place to break that a narrow column cannot hold."""


def breakable(text: str) -> str:
    """A text whose long words may break, and whose short paths do not.

    A label wraps between words and after each slash, and would grow as wide as its longest word.
    """
    if "/" not in text and not any(len(word) > LONG for word in text.split()):
        return text
    import re

    parts = re.split(r"(\s+)", text)
    return "".join(_cut(part) if len(part) > LONG else whole(part) for part in parts)


def whole(path: str) -> str:
    """A path that does not break after its slashes."""
    return path.replace("/", f"/{JOIN}")


def with_whole_paths(text: str) -> str:
    """A text of several words whose short paths do not break."""
    if "/" not in text:
        return text
    import re

    parts = re.split(r"(\s+)", text)
    return "".join(part if len(part) > LONG else whole(part) for part in parts)


def plain(text: str) -> str:
    """A text without the signs of `breakable` and `whole`, as it is copied and compared."""
    return text.replace(BREAK, "").replace(JOIN, "")


def _cut(word: str) -> str:
    """Zero-width spaces after punctuation, and within what is still too long."""
    import re

    pieces = re.findall(r"[^/._:=,-]*[/._:=,-]?", word)
    short = [piece[at : at + LONG] for piece in pieces for at in range(0, len(piece), LONG)]
    return BREAK.join(short)


BREAK, JOIN = "\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Not the word joiner: the font of code lacks it, and a line in which another font steps in is higher."""
