"""Identifiers and phrases that puzzled readers stay out of the code; the glossary of CONTRIBUTING has what is used.

Words with a meaning in the domain (a form, a place, the memory of a module, a frame around a widget) stay allowed.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

SOURCES = sorted(path for folder in ("core", "gui", "packaging") for path in (ROOT / folder).rglob("*.py"))
IDENTIFIERS = {
    *("made", "Made", "aside", "moment", "moments", "Moments", "room", "Room", "house", "Places", "also", "cached"),
    *("trouble", "troubles", "Trouble", "wish", "wishes", "Wish", "Wishes", "wished", "dress", "dressed"),
    *("foresee", "foreseen", "Standing", "standing", "told", "Told", "Teller", "teller", "whoever", "nobody", "hangs"),
    *("mend", "mended", "mends", "mending", "departure", "departures", "warm", "warmer", "Warmer", "warmed", "lean"),
    *("extras", "assist", "paper", "paper_pictures", "readback", "hand_told", "hand_wishes", "hand_layer"),
    *("print_aside", "has_stops", "fast_import"),
}
MODULES = {
    *("words", "prose", "memory", "moments", "places", "extras", "lean", "warm", "frame", "paper", "told", "assist"),
    *("trouble", "made"),
}
PHRASES = re.compile(
    r"\b(nobody|whoever|anew|aside|wish(?:es|ed)?|mend(?:s|ed|ing)?|told|hangs? on|by hand|for ever|in the house"
    r"|law of the house|departs? from|dress(?:ed|es)?|foresee[sn]?|foreseen|troubles?"
    r"|stands? (?:for|at|in|under|there))\b",
    re.IGNORECASE,
)


def _tokens(path: Path) -> Iterator[tokenize.TokenInfo]:
    yield from tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_retired_name_or_phrase_is_used(path: Path) -> None:
    tokens = list(_tokens(path))
    names = {token.string for token in tokens if token.type == tokenize.NAME}
    texts = [
        token.string
        for token in tokens
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""'))
    ]
    assert path.stem not in MODULES
    assert sorted(IDENTIFIERS & names) == []
    assert [match[0] for text in texts for match in PHRASES.finditer(text)] == []
