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
