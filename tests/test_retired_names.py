"""Identifiers and phrases that puzzled readers stay out of the code; the glossary of CONTRIBUTING has what is used.

Words with a meaning in the domain (a form, a place, the memory of a module, a frame around a widget) stay allowed.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.paths import ROOT

SOURCES = sorted(path for folder in ("core", "gui", "packaging") for path in (ROOT / folder).rglob("*.py"))
IDENTIFIERS = {
    *("made", "Made", "aside", "moment", "moments", "Moments", "room", "Room", "house", "Places", "also", "cached"),
    *("trouble", "troubles", "Trouble", "wish", "wishes", "Wish", "Wishes", "wished", "dress", "dressed"),
    *("foresee", "foreseen", "Standing", "standing", "told", "Told", "Teller", "teller", "whoever", "nobody", "hangs"),
    *("mend", "mended", "mends", "mending", "departure", "departures", "warm", "warmer", "Warmer", "warmed", "lean"),
    *("extras", "assist", "paper", "paper_pictures", "readback", "hand_told", "hand_wishes", "hand_layer"),
    *("hand", "hand_edit", "hand_entries", "HandEdit"),
    *("print_aside", "has_stops", "stops", "fast_import", "furnish", "patience", "patiently", "stand_on", "litter"),
}
MODULES = {
    *("words", "prose", "memory", "moments", "places", "extras", "lean", "warm", "frame", "paper", "told", "assist"),
    *("trouble", "made"),
}
PHRASES = re.compile(
    r"\b(nobody|whoever|anew|aside|wish(?:es|ed)?|mend(?:s|ed|ing)?|told|hangs? on|by hand|for ever|in the house"
    r"|law of the house|departs? from|dress(?:ed|es)?|foresee[sn]?|foreseen|troubles?"
    r"|stands? (?:for|at|in|under|there|on|alone|beside)|stood|tells?"
    r"|speaks? of|room|moments|whichever|torn|calm(?:ly)?|\w*colour\w*)\b",
    re.IGNORECASE,
)


def _tokens(path: Path) -> Iterator[tokenize.TokenInfo]:
    yield from tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)


def _retired(path: Path) -> list[str]:
    """The retired names and phrases of a file."""
    tokens = list(_tokens(path))
    names = {token.string for token in tokens if token.type == tokenize.NAME}
    texts = [
        token.string
        for token in tokens
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""'))
    ]
    phrases = [match[0] for text in texts for match in PHRASES.finditer(text)]
    return sorted({path.stem} & MODULES) + sorted(IDENTIFIERS & names) + phrases


def test_no_retired_name_or_phrase_is_used() -> None:
    assert len(SOURCES) > 500
    retired = {path.relative_to(ROOT).as_posix(): _retired(path) for path in SOURCES}
    assert {name: found for name, found in retired.items() if found} == {}
