"""Pointers by prefix: the same answer as looking at each of them, in the order given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.manifest.prefixes import Prefixes

TEXTS = st.text("ab/", max_size=5)


@given(st.lists(TEXTS), TEXTS)
def test_it_finds_what_begins_so(pointers: list[str], prefix: str) -> None:
    found = Prefixes((pointer, index) for index, pointer in enumerate(pointers)).starting(prefix)
    assert found == [index for index, pointer in enumerate(pointers) if pointer.startswith(prefix)]


@given(st.lists(TEXTS), TEXTS)
def test_it_finds_what_is_within_a_place(pointers: list[str], place: str) -> None:
    found = Prefixes((pointer, index) for index, pointer in enumerate(pointers)).within(place)
    inside = [not place or pointer == place or pointer.startswith(f"{place}/") for pointer in pointers]
    assert found == [index for index, holds in enumerate(inside) if holds]
