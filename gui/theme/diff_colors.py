"""The colors of the changes in the comparison, in a palette that the operator chooses.

Before and after remain distinct for the three kinds of color blindness (tests/gui/theme/test_colors.py verifies it).
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QApplication

from gui.theme.colors import DEFAULT_DIFF
from gui.theme.tokens import DIFF_NAME, tokens


class DiffColors(NamedTuple):
    """The two sides of a change, from faint to strong: whole row, changed value, changed characters, sign."""

    before_row: str
    before_value: str
    before_span: str
    before_mark: str
    after_row: str
    after_value: str
    after_span: str
    after_mark: str


DIFF_PALETTES: dict[str, dict[str, DiffColors]] = {
    "blue-orange": {
        "dark": DiffColors(
            "#3a2a17", "#543815", "#734607", "#f5a340",
            "#162f4d", "#173f6e", "#19508d", "#58b0ff",
        ),
        "light": DiffColors(
            "#fff1dd", "#ffe2b8", "#ffcf8a", "#a85a00",
            "#e4f0ff", "#cbe3ff", "#aad2ff", "#0a62b8",
        ),
    },
    "red-green": {
        "dark": DiffColors(
            "#4a2013", "#672a14", "#813314", "#ff8a5c",
            "#11343a", "#0f464a", "#0b5a58", "#45cfc0",
        ),
        "light": DiffColors(
            "#ffe3d6", "#ffceba", "#ffb9a2", "#b02a0c",
            "#c4f0e8", "#b0e6e2", "#86dcd0", "#0a6b62",
        ),
    },
}  # fmt: skip
"""The palettes by name, then by theme."""


def diff_colors() -> DiffColors:
    """The colors of both sides of a change in the palette and theme in force."""
    app = QApplication.instance()
    name = str(app.property(DIFF_NAME)) if app is not None else ""
    return DIFF_PALETTES.get(name, DIFF_PALETTES[DEFAULT_DIFF])[tokens().name]
