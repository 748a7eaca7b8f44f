"""Texts from files are shown literally: a module named `<img src=…>` must not make Qt open that file.

Qt guesses whether the text of a tool tip is markup (`Qt.mightBeRichText`) and offers no switch; labels have one, which
`gui.widgets.basics.parts.label` sets. Markup may open files, on Windows also on other machines.
"""

from __future__ import annotations


def tip(text: str) -> str:
    """A text for a tool tip that Qt shows literally, line by line."""
    if "<" not in text and "&" not in text:
        return text  # Qt recognizes it as plain text
    from html import escape

    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'


LONG = 26
"""The longest word in characters that a narrow column can show without a break."""


def breakable(text: str) -> str:
    """A text whose long words may be broken, and whose short paths may not.

    A label breaks lines between words and after each slash, and would otherwise become as wide as its longest word.
    """
    if "/" not in text and not any(len(word) > LONG for word in text.split()):
        return text
    import re

    parts = re.split(r"(\s+)", text)
    return "".join(_cut(part) if len(part) > LONG else whole(part) for part in parts)


def whole(path: str) -> str:
    """A path that is not broken after its slashes."""
    return path.replace("/", f"/{JOIN}")


def with_whole_paths(text: str) -> str:
    """A text of several words whose short paths are not broken."""
    if "/" not in text:
        return text
    import re

    parts = re.split(r"(\s+)", text)
    return "".join(part if len(part) > LONG else whole(part) for part in parts)


def plain(text: str) -> str:
    """A text without the characters that `breakable` and `whole` insert, for copying and comparing."""
    return text.replace(BREAK, "").replace(JOIN, "")


def _cut(word: str) -> str:
    """Inserts zero-width spaces after punctuation, and into words that are still too long."""
    import re

    pieces = re.findall(r"[^/._:=,-]*[/._:=,-]?", word)
    short = [piece[at : at + LONG] for piece in pieces for at in range(0, len(piece), LONG)]
    return BREAK.join(short)


BREAK, JOIN = "\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Not the word joiner: the code font lacks it, and a line with a fallback font is higher."""
