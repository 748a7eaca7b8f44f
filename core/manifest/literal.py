"""JSON string literals as raw text: which raw characters spell which decoded one."""

from __future__ import annotations

import json
import re

_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL)


def units(raw: str) -> list[str]:
    """The raw spelling of each decoded character of a literal's inside (without its quotes).

    `"".join(units(raw)) == raw`, and the n-th unit spells the n-th decoded character.
    """
    return _UNIT.findall(raw)


def offsets(raw: str, start: int) -> list[int]:
    """The offset in the file of each decoded character, one more for the end; `start` is that of the first."""
    found = [start + match.start() for match in _UNIT.finditer(raw)]
    found.append(start + len(raw))
    return found


def encode(text: str, *, ascii_only: bool) -> str:
    """A JSON string literal with its quotes; with `ascii_only` everything else escaped."""
    return json.dumps(text, ensure_ascii=ascii_only)


def splice(raw: str, edits: list[tuple[int, int, str]], *, ascii_only: bool) -> list[str]:
    """The units of a literal's inside after edits, given by decoded [start, end) and new decoded text.

    Untouched characters keep their spelling. Edits are in order and do not overlap.
    """
    spelled = units(raw)
    result: list[str] = []
    at = 0
    for start, end, text in edits:
        result += spelled[at:start]
        result += units(encode(text, ascii_only=ascii_only)[1:-1])
        at = end
    return result + spelled[at:]
