"""The sums behind the palettes: contrast by WCAG 2.1, color blindness by Machado, Oliveira and Fernandes (2009)."""

from __future__ import annotations

import math

import pytest

from gui.theme.colors import THEMES, Tokens
from gui.theme.diff_colors import DIFF_PALETTES, DiffColors

SEES = {
    "all colors": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
SYNTAX = ("text", "syntax_key", "syntax_string", "syntax_number", "syntax_literal", "syntax_mark")
PALETTES = [(palette, theme) for palette in DIFF_PALETTES for theme in THEMES]


def linear(color: str) -> list[float]:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    light, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, part)) for part in rgb)
    x, y, z = (
        0.4124 * r + 0.3576 * g + 0.1805 * b,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        0.0193 * r + 0.1192 * g + 0.9505 * b,
    )
    a, o, c = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x / 0.95047, y, z / 1.08883))
    return 116 * o - 16, 500 * (a - o), 200 * (o - c)


def distance(one: str, other: str, sight: str) -> float:
    """How far two colors lie apart in CIELAB for somebody of this sight; 2.3 is just noticeable."""
    seen = [lab([sum(m * c for m, c in zip(row, linear(x), strict=True)) for row in SEES[sight]]) for x in (one, other)]
    return math.dist(*seen)


@pytest.mark.parametrize(("palette", "theme"), PALETTES)
def test_code_is_readable_on_every_ground_of_a_change(palette: str, theme: str) -> None:
    tokens, sides = THEMES[theme], DIFF_PALETTES[palette][theme]
    grounds = [value for name, value in sides._asdict().items() if not name.endswith("_mark")] + [tokens.code]
    worst = min((contrast(getattr(tokens, text), ground), text, ground) for text in SYNTAX for ground in grounds)
    assert worst[0] >= 4.5, worst


@pytest.mark.parametrize(("palette", "theme"), PALETTES)
def test_signs_are_readable_in_the_gutter(palette: str, theme: str) -> None:
    tokens, sides = THEMES[theme], DIFF_PALETTES[palette][theme]
    assert contrast(sides.before_mark, tokens.gutter) >= 4.5
    assert contrast(sides.after_mark, tokens.gutter) >= 4.5
    assert contrast(sides.before_mark, sides.before_row) >= 4.5
    assert contrast(sides.after_mark, sides.after_row) >= 4.5


@pytest.mark.parametrize("sight", SEES)
@pytest.mark.parametrize(("palette", "theme"), PALETTES)
def test_before_and_after_stay_apart_for_every_sight(palette: str, theme: str, sight: str) -> None:
    sides: DiffColors = DIFF_PALETTES[palette][theme]
    assert distance(sides.before_row, sides.after_row, sight) >= 5
    assert distance(sides.before_span, sides.after_span, sight) >= 15
    assert distance(sides.before_mark, sides.after_mark, sight) >= 15


@pytest.mark.parametrize("sight", SEES)
@pytest.mark.parametrize(("palette", "theme"), PALETTES)
def test_a_change_stands_out_and_its_core_more_so(palette: str, theme: str, sight: str) -> None:
    tokens, sides = THEMES[theme], DIFF_PALETTES[palette][theme]
    for row, value, span in (
        (sides.before_row, sides.before_value, sides.before_span),
        (sides.after_row, sides.after_value, sides.after_span),
    ):
        assert distance(tokens.code, row, sight) >= 5
        assert distance(row, value, sight) >= 4
        assert distance(value, span, sight) >= 4


@pytest.mark.parametrize("theme", THEMES)
def test_texts_are_readable_where_they_are(theme: str) -> None:
    tokens: Tokens = THEMES[theme]
    pairs = [
        (text, ground) for text in ("text", "muted") for ground in ("background", "surface", "raised", "row_alternate")
    ]
    pairs += [(tone, f"{tone}_soft") for tone in ("ok", "ask", "manual", "block", "note", "kept")]
    pairs += [(tone, "surface") for tone in ("ok", "ask", "manual", "block", "note")]
    pairs += [("accent_text", "accent"), ("accent_text", "accent_hover"), ("selection_text", "selection")]
    pairs += [("gutter_text", "gutter"), ("fold_text", "fold"), ("text", "hit"), ("text", "hit_current")]
    for text, ground in pairs:
        assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5, (text, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_controls_and_the_focus_are_visible(theme: str) -> None:
    tokens = THEMES[theme]
    for edge in ("border_strong", "focus", "current_row"):
        for ground in ("background", "surface", "code"):
            assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3, (edge, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_alternate_rows_are_to_be_seen(theme: str) -> None:
    tokens = THEMES[theme]
    assert distance(tokens.surface, tokens.row_alternate, "all colors") >= 2.3
