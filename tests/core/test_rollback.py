"""Patches: applied by an independent library they give exactly the other file's data."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.manifest.read import read
from core.migration import migrate
from core.model import Decisions, Device
from core.rollback import _differences, forward, reverse
from tests.strategies import SCALARS, Sample, samples

TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
)


@given(TREES, TREES)
def test_a_patch_turns_one_tree_into_the_other(old: Any, new: Any) -> None:
    patch = list(_differences(old, new, ""))
    result = jsonpatch.apply_patch(copy.deepcopy(old), patch)
    assert json.dumps(result, sort_keys=True) == json.dumps(new, sort_keys=True)


@pytest.mark.parametrize(("old", "new"), [(1, True), (1, 1.0), ([1], [True]), (None, {}), ([], {}), ("", None)])
def test_values_python_confuses_are_told_apart(old: Any, new: Any) -> None:
    assert list(_differences(old, new, "")) != []


@given(samples())
def test_the_reverse_patch_gives_back_the_input(sample: Sample) -> None:
    result = migrate(read(sample.data, "a.json"), Device(), Decisions())
    before, after = json.loads(result.before.source.blanked), json.loads(result.after().source.blanked)
    assert jsonpatch.apply_patch(after, reverse(result.before, result.after())) == before
    assert jsonpatch.apply_patch(before, forward(result.before, result.after())) == after
