"""Which characters of two lines differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.diff.characters import Spans, spans


def cut(text: str, ranges: Spans) -> list[str]:
    return [text[start:end] for start, end in ranges]


@pytest.mark.parametrize(
    ("left", "right", "gone", "come"),
    [
        ("same", "same", [], []),
        ('"10.0.0.0/16"', '"10.0.0.0/16,localhost"', [], [",localhost"]),
        ("a=1;b=2;c=3", "a=1;b=4;c=3", ["2"], ["4"]),
        ("host:8080/path and tail", "peer:8080/path and end", ["host", "tail"], ["peer", "end"]),
        ("abcdef", "uvwxyz", ["abcdef"], ["uvwxyz"]),
    ],
)
def test_only_what_differs(left: str, right: str, gone: list[str], come: list[str]) -> None:
    found = spans(left, right)
    assert (cut(left, found[0]), cut(right, found[1])) == (gone, come)


def test_a_long_line_is_compared_by_its_clauses() -> None:
    parts = [f'\\"setting{number}\\":\\"value\\"' for number in range(60)]
    changed = [*parts]
    changed[7], changed[50] = '\\"other\\":1', '\\"last\\":2'
    left, right = ",".join(parts), ",".join(changed)
    found = spans(left, right)
    assert len(found[0]) == len(found[1]) == 2
    assert max(end - start for start, end in found[0]) < 60


@given(st.text("ab ,1", max_size=60), st.text("ab ,1", max_size=60))
def test_what_is_left_is_the_same(left: str, right: str) -> None:
    kept = []
    for text, ranges in zip((left, right), spans(left, right), strict=True):
        assert all(start < end <= len(text) for start, end in ranges)
        edges = [0, *(edge for pair in ranges for edge in pair), len(text)]
        kept.append("".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)))
    assert kept[0] == kept[1]
