"""The colors as data, one set for each theme, so that no widget defines a color of its own.

The values are computed: texts have a contrast of 4.5:1 on each of their backgrounds (tests/gui/theme/test_colors.py
verifies it).

This module is loaded before the first paint. A named tuple of that many fields would take longer to create than all of
the rest, and a dataclass ten times as long.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Literal, get_args

Mode = Literal["system", "light", "dark"]
MODES: tuple[Mode, ...] = get_args(Mode)
"""The requested theme; `system` follows the operating system."""


class Tokens(SimpleNamespace):
    """Every color of a theme by its purpose. `*_soft` are backgrounds for text in the color of the same name."""

    name: str
    background: str
    surface: str
    raised: str
    border: str
    border_strong: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_text: str
    focus: str
    selection: str
    selection_text: str
    row_alternate: str
    ok: str
    ok_soft: str
    ask: str
    ask_soft: str
    manual: str
    manual_soft: str
    block: str
    block_soft: str
    note: str
    note_soft: str
    kept: str
    kept_soft: str
    syntax_key: str
    syntax_string: str
    syntax_number: str
    syntax_literal: str
    syntax_mark: str
    code: str
    gutter: str
    gutter_text: str
    hatch: str
    fold: str
    fold_text: str
    current_row: str
    hit: str
    hit_current: str


DARK = Tokens(
    name="dark",
    background="#19232d",
    surface="#1f2b37",
    raised="#273543",
    border="#3a4957",
    border_strong="#72889c",
    text="#dfe6ee",
    muted="#a9b7c5",
    disabled="#788d9c",
    accent="#2371bf",
    accent_hover="#1d69b5",
    accent_text="#ffffff",
    focus="#5cb3ff",
    selection="#2a5d92",
    selection_text="#ffffff",
    row_alternate="#263442",
    ok="#7fd6a4",
    ok_soft="#173a30",
    ask="#ffc069",
    ask_soft="#43310f",
    manual="#d3b3ff",
    manual_soft="#372a52",
    block="#ff9d94",
    block_soft="#4d2326",
    note="#8cc8ff",
    note_soft="#19385a",
    kept="#c3ced9",
    kept_soft="#303e4c",
    syntax_key="#8cc8ff",
    syntax_string="#b9e0a5",
    syntax_number="#ffc98a",
    syntax_literal="#e0b3ff",
    syntax_mark="#c3ced9",
    code="#151e27",
    gutter="#1c2733",
    gutter_text="#93a3b2",
    hatch="#2d3a47",
    fold="#22303d",
    fold_text="#b3c1cf",
    current_row="#5cb3ff",
    hit="#5b5420",
    hit_current="#7a6000",
)

LIGHT = Tokens(
    name="light",
    background="#f6f7f9",
    surface="#ffffff",
    raised="#ffffff",
    border="#d3d9df",
    border_strong="#788696",
    text="#19232d",
    muted="#52606e",
    disabled="#8794a1",
    accent="#1266b8",
    accent_hover="#0d58a2",
    accent_text="#ffffff",
    focus="#0a66c2",
    selection="#bcdcff",
    selection_text="#10202f",
    row_alternate="#f0f3f6",
    ok="#136c3f",
    ok_soft="#dff5e8",
    ask="#8a4b00",
    ask_soft="#fff0d6",
    manual="#64339b",
    manual_soft="#f1e8fd",
    block="#b3241c",
    block_soft="#fee7e4",
    note="#0b5aa5",
    note_soft="#e2f0ff",
    kept="#46535f",
    kept_soft="#e6eaee",
    syntax_key="#0b4f8a",
    syntax_string="#1d5a2c",
    syntax_number="#8a3b00",
    syntax_literal="#6a2c91",
    syntax_mark="#465361",
    code="#fcfcfd",
    gutter="#f1f3f5",
    gutter_text="#5d6a77",
    hatch="#dfe4e9",
    fold="#e9eef3",
    fold_text="#46535f",
    current_row="#0a66c2",
    hit="#fff0a0",
    hit_current="#ffd24a",
)

THEMES = {tokens.name: tokens for tokens in (DARK, LIGHT)}

DEFAULT_DIFF = "blue-orange"
"""The palette for the changes (`gui.theme.diff_colors`) until another is chosen."""
