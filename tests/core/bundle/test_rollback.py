"""Patches: applied by an independent library they give exactly the other file's data."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bundle.json_patch import LARGEST, difference, forward, reverse
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device
from tests.strategies import SCALARS, Sample, samples

TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
)


@given(TREES, TREES)
def test_a_patch_turns_one_tree_into_the_other(old: Any, new: Any) -> None:
    patch = difference(old, new)
    result = jsonpatch.apply_patch(copy.deepcopy(old), patch)
    assert json.dumps(result, sort_keys=True) == json.dumps(new, sort_keys=True)


@pytest.mark.parametrize(("old", "new"), [(1, True), (1, 1.0), ([1], [True]), (None, {}), ([], {}), ("", None)])
def test_values_that_python_confuses_are_distinguished(old: Any, new: Any) -> None:
    assert difference(old, new) != []


@given(samples())
def test_the_reverse_patch_gives_back_the_input(sample: Sample) -> None:
    result = migrate(read(sample.data, "a.json"), Device(), Decisions())
    before, after = json.loads(result.before.source.blanked), json.loads(result.after().source.blanked)
    assert jsonpatch.apply_patch(after, reverse(result.before, result.after())) == before
    assert jsonpatch.apply_patch(before, forward(result.before, result.after())) == after


MINIMAL: list[tuple[Any, Any, list[dict[str, Any]]]] = [
    ({"a": [1, 2]}, {"a": [1, 2]}, []),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
    (["a", "b", "c", "d"], ["a", "c"], [{"op": "remove", "path": "/1"}, {"op": "remove", "path": "/2"}]),
    (
        ["a", "c"],
        ["a", "b", "c", "d"],
        [{"op": "add", "path": "/1", "value": "b"}, {"op": "add", "path": "/3", "value": "d"}],
    ),
    ([{"x": 1, "y": 2}, 5], [{"x": 1, "y": 3}, 5], [{"op": "replace", "path": "/0/y", "value": 3}]),
    ({"old": {"x": [1]}}, {"new": {"x": [1]}}, [{"op": "move", "from": "/old", "path": "/new"}]),
    ({"a/b": {"~": 1}}, {"a/b": {"~": 2}}, [{"op": "replace", "path": "/a~1b/~0", "value": 2}]),
    ({"x": 1}, {"y": 1}, [{"op": "add", "path": "/y", "value": 1}, {"op": "remove", "path": "/x"}]),
    (1, {"x": 1}, [{"op": "replace", "path": "", "value": {"x": 1}}]),
]


@pytest.mark.parametrize(("old", "new", "wanted"), MINIMAL, ids=range(len(MINIMAL)))
def test_a_patch_says_no_more_than_needed(old: Any, new: Any, wanted: list[dict[str, Any]]) -> None:
    assert difference(old, new) == wanted


def test_very_long_arrays_are_matched_by_place() -> None:
    size = int(LARGEST**0.5) + 2
    old, new = list(range(size)), [-1, *range(1, size - 3), "x"]
    patch = difference(old, new)
    assert jsonpatch.apply_patch(old, patch) == new and len(patch) <= 5


@given(st.lists(st.integers(0, 3), max_size=8), st.lists(st.integers(0, 3), max_size=8))
def test_arrays_of_repeating_values(old: list[int], new: list[int]) -> None:
    assert jsonpatch.apply_patch(old, difference(old, new)) == new


def test_a_renamed_module_is_moved() -> None:
    module = {"type": "docker", "settings": {"image": "i:1", "createOptions": ""}}

    def site(name: str) -> bytes:
        tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {name: module}}}}}
        return json.dumps(tree).encode()

    (operation,) = forward(read(site("Cam_1"), "a.json"), read(site("cam-1"), "b.json"))
    assert operation["op"] == "move" and operation["path"].endswith("/cam-1")
