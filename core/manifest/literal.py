"""Maps between the raw and the decoded characters of JSON string literals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import islice

_ONE = r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\])"
_UNIT = re.compile(_ONE, re.DOTALL)
_MANY = 4096
_UNITS = re.compile(f"{_ONE}{{{_MANY}}}+", re.DOTALL)
"""So many at once: most of a long literal is passed over."""


def units(raw: str) -> list[str]:
    """The raw spelling of each decoded character of a literal's inside (without its quotes).

    `"".join(units(raw)) == raw`, and the n-th unit spells the n-th decoded character.
    """
    return _UNIT.findall(raw)


def offsets(raw: str, wanted: Iterable[int]) -> list[int]:
    """Maps decoded indices to offsets in the raw text; `wanted` ascends, what is beyond the end maps to the end."""
    if "\\" not in raw:
        return [min(index, len(raw)) for index in wanted]
    found: list[int] = []
    at = count = 0
    for index in wanted:
        while index - count >= _MANY and (passed := _UNITS.match(raw, at)) is not None:
            at, count = passed.end(), count + _MANY
        for match in islice(_UNIT.finditer(raw, at), index - count):
            at, count = match.end(), count + 1
        found.append(at)
    return found


def encode(text: str, *, ascii_only: bool) -> str:
    """Encodes a text as a JSON string literal with its quotes; with `ascii_only` all other characters are escaped."""
    return json.dumps(text, ensure_ascii=ascii_only)


def splice(raw: str, edits: list[tuple[int, int, str]], *, ascii_only: bool) -> str:
    """A literal's inside after edits, given by decoded [start, end) and new decoded text.

    Untouched characters keep their spelling. Edits are in order.
    """
    wanted = sorted({place for edit in edits for place in edit[:2]})
    places = dict(zip(wanted, offsets(raw, wanted), strict=True))
    parts: list[str] = []
    at = 0
    for start, end, text in edits:
        parts += (raw[at : places[start]], encode(text, ascii_only=ascii_only)[1:-1])
        at = places[end]
    return "".join((*parts, raw[at:]))
