"""Names that puzzled readers and were replaced stay out of the code; CONTRIBUTING lists what is used instead."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

SOURCES = sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")])
RETIRED = {
    *("Trouble", "trouble", "troubles", "Wish", "wish", "Wishes", "wishes", "Warmer", "warmer", "warmed"),
    *("Standing", "standing", "Moments", "foresee", "Told", "Teller", "teller", "Places"),
    *("hand_told", "hand_wishes", "hand_layer", "readback", "extras", "lean", "paper_pictures", "assist"),
}
MODULES = {
    "words",
    "prose",
    "memory",
    "moments",
    "places",
    "extras",
    "lean",
    "warm",
    "frame",
    "paper",
    "told",
    "assist",
}


def _names(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME:
            yield token.string


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_retired_name_is_used(path: Path) -> None:
    assert path.stem not in MODULES
    assert sorted(RETIRED.intersection(_names(path))) == []
