"""What is read member by member says the same as what is read as a whole, and equal members are one value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from core.manifest import jsonc
from core.manifest.alike import Alike
from core.model.base import Json

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_SPELLED = st.builds(
    lambda value, indent: json.dumps(value, indent=indent),
    st.dictionaries(st.sampled_from("abc"), _VALUES, max_size=3),
    st.sampled_from([None, 1]),
)
_FIRST = ('{"a":1', '{"a" : "}"', '{"b": [1]')
_REST = (',"a":1', ', "b": [1]', ' , "c":{"d":"}"}', "}", "} ", "]", "x", ',"c":${X}', ',"c":NaN', ",", '"')


def _whole(text: str) -> Json:
    try:
        return jsonc.loads(text, comments=False)[0]
    except ValueError:
        return None


def _texts() -> Iterator[str]:
    for length in range(1, 5):
        yield from map("".join, product(_FIRST, *[_REST] * length))


def _same(one: Json, other: Json) -> bool:
    return json.dumps(one) == json.dumps(other)  # 1, 1.0 and True differ, and so does another order of keys


@given(st.lists(_SPELLED | st.text(), max_size=8))
def test_objects_say_the_same_one_after_the_other(texts: list[str]) -> None:
    """Whatever was read before, an object is what its own text says, or it is left to the usual reader."""
    alike = Alike()
    for text in texts:
        found = alike.read(text)
        assert found is None or _same(found, _whole(text))


def test_faults_are_left_to_the_usual_reader() -> None:
    """Duplicate keys, placeholders, missing brackets and whatever follows an object are never accepted here."""
    alike, accepted = Alike(), 0
    for text in _texts():
        found = alike.read(text)
        if found is None:
            alike = Alike()
        else:
            accepted += 1
            assert _same(found, _whole(text)), text
    assert accepted > 10


def test_equal_members_are_one_value() -> None:
    """Of modules whose options differ in one member, the others are in memory once."""
    alike = Alike()
    first, other = (alike.read(json.dumps({"Hostname": name, "HostConfig": {"Binds": ["a:b"]}})) for name in "ab")
    assert first is not None
    assert other is not None
    assert first["HostConfig"] is other["HostConfig"]
    assert (first["Hostname"], other["Hostname"]) == ("a", "b")


def test_objects_without_common_members_are_compared_no_longer() -> None:
    """Comparing costs a little, so it ends where it is in vain."""
    alike = Alike()
    read = [alike.read(json.dumps({str(number): number})) for number in range(100)]
    assert read[0] == {"0": 0}
    assert read[-1] is None
