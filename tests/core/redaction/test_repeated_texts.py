"""Texts that repeat a sign many times are read to their end, however often a reader looks into what it found."""

from __future__ import annotations

import json

import pytest

from core.redaction.harmless import is_harmless
from core.redaction.redactor import Redactor

UNITS = (
    *("A=", "LOGIN=", "AUTH=", "USER=", "PASSWORD=", "--x=", "-e A=", "=", "%3D", 'p="', "key='a' "),
    *("(", "a=(", "[", "{", "${", "$(", "${A:-", '{"a":', "<a>", "&lt;", "'", '"', "\\", '\\"', "`"),
    *("a:", "a/", "a,", "a.", "-", "@", "..", "sh -c ", "user:", "x;y=", "login: ", "env "),
)
"""What readers of secrets take for the beginning of something that goes on inside."""


@pytest.mark.parametrize("unit", UNITS)
def test_a_repeated_sign_is_read_to_its_end(unit: str) -> None:
    text = unit * 600
    assert is_harmless(text) in (True, False)
    for value in ({"X": text}, {"Env": [text]}, {"Cmd": [text, text]}, {"login": text}, {text: "x"}):
        assert Redactor().value(value) is not None


def test_a_value_with_names_at_many_levels_is_masked() -> None:
    assert is_harmless("LEVEL=debug")
    assert is_harmless("--log=LEVEL=debug")
    assert not is_harmless("A=" * 330 + "debug")
    assert "hunter2" not in json.dumps(Redactor().value({"X": "LOGIN=anna:hunter2!x"}))
