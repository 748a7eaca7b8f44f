"""Layout without Qt: equal heights, wraps, copying, characters that would break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.diff.rows import Row, Side
from gui.widgets.diff.diff_blocks import Blocks, from_utf16, shown, utf16, width, wrap

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=120)


def row(left: str | None, right: str | None, kind: str = "changed") -> Row:
    return Row(
        None if left is None else Side(1, left),
        None if right is None else Side(1, right),
        kind,  # type: ignore[arg-type]
        "/a",
    )


SIDES = st.one_of(st.none(), TEXTS)


@given(st.lists(st.tuples(SIDES, SIDES), max_size=8), st.one_of(st.none(), st.integers(1, 60)))
def test_both_sides_always_have_the_same_number_of_blocks(
    pairs: list[tuple[str | None, str | None]], columns: int | None
) -> None:
    blocks = Blocks([row(*pair) for pair in pairs], columns)
    for side in ("left", "right"):
        lines = blocks.text(side).split("\n") if blocks.count else []
        assert len(lines) == blocks.count
        assert all("\u2028" not in line and "\u2029" not in line and "\r" not in line for line in lines)


@given(TEXTS, st.integers(20, 60))
def test_a_wrapped_line_loses_nothing_and_fits(text: str, columns: int) -> None:
    cuts = wrap(text, columns)
    assert "".join(text[start:end] for start, end, _blanks in cuts) == text
    assert all(end - start == 1 or blanks + width(text[start:end]) <= columns for start, end, blanks in cuts)


@given(TEXTS)
def test_copying_all_of_a_side_gives_its_own_text_back(text: str) -> None:
    blocks = Blocks([row(text, None), row(None, "b"), row("c", None)], 20)
    assert blocks.copied("left", 0, 0, blocks.count - 1, 1000) == f"{text}\nc"


@given(TEXTS, st.integers(0, 120))
def test_places_convert_to_qt_and_back(text: str, index: int) -> None:
    index = min(index, len(text))
    assert from_utf16(text, utf16(text, index)) == index


def test_a_row_takes_as_many_blocks_as_its_longer_side() -> None:
    blocks = Blocks([row("a", "b"), row("x" * 50, "y"), row(None, "z")], 20)
    assert list(blocks.blocks_of(1)) == [1, 2, 3]
    assert blocks.row_index(3) == 1
    assert blocks.cut("right", 2) is None
    assert blocks.cut("left", 1) == (0, 20, 0)
    assert blocks.is_first(1)
    assert not blocks.is_first(2)
    assert blocks.count == 5


def test_a_wrapped_line_breaks_after_a_near_mark_and_is_indented() -> None:
    assert wrap("    a/bcdefghijk/lmnopqrstuvwxyz", 20) == [(0, 17, 0), (17, 29, 8), (29, 32, 8)]


def test_part_of_a_wrapped_selection_is_copied_without_its_hanging_blanks() -> None:
    text = "0123456789" * 3
    blocks = Blocks([row(text, text)], 20)
    assert blocks.copied("left", 0, 5, 1, 6) == text[5:22]
    assert blocks.copied("left", 1, 0, 1, 2) == ""


def test_no_rows_are_handled() -> None:
    blocks = Blocks(())
    assert blocks.count == 0
    assert blocks.row_index(0) == -1
    assert blocks.cut("left", 0) is None
    assert blocks.text("left") == ""


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\n", "\r", "\x0b", "\x85", "\u202e", "\u2066", "\ufdd0", "\t"])
def test_treacherous_characters_are_shown_not_obeyed(char: str) -> None:
    text = f"a{char}b"
    assert char not in shown(text)
    assert len(shown(text)) == len(text)


def test_wide_characters_take_two_columns() -> None:
    assert width("日本") == 4
    assert width("e\u0301") == 1
    assert [end for _start, end, _blanks in wrap("日" * 15, 20)] == [10, 15]
