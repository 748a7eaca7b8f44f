"""Names for Kubernetes: the proposal is deterministic, conforming and stays what it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.docker.module_names import CONFORMING, object_name, proposal


@pytest.mark.parametrize(
    ("name", "proposed", "cleaned"),
    [
        ("cam", "cam", "cam"),
        ("My_Cam", "my-cam", "mycam"),
        ("weldScorer", "weldscorer", "weldscorer"),
        ("a__b--c", "a-b-c", "ab--c"),
        ("1cam", "m-1cam", "1cam"),
        ("-cam-", "cam", "-cam-"),
        ("___", "m", ""),
        ("x" * 70, "x" * 63, "x" * 70),
    ],
)
def test_examples(name: str, proposed: str, cleaned: str) -> None:
    assert (proposal(name), object_name(name)) == (proposed, cleaned)


@given(st.text(st.characters(codec="ascii", exclude_characters="\x00"), min_size=1, max_size=140))
def test_a_proposal_conforms_and_stays(name: str) -> None:
    name_again = proposal(name)
    assert re.fullmatch(CONFORMING, name_again)
    assert proposal(name_again) == name_again
