"""Which characters of two versions of a line differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Spans = tuple[tuple[int, int], ...]

SHORT = 240
"""Up to this length the differing middle is compared word by word, beyond it clause by clause: that stays fast."""
MOST = 400
"""With more pieces than this the middle counts as different throughout."""

_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)
_CLAUSES = re.compile(r"[^,]*,?")


def spans(left: str, right: str, start: int = 0) -> tuple[Spans, Spans]:
    """The differing ranges of two lines, without their common beginning and end; `start` is a common lead.

    Lines that have little in common get one range, because isolated equal letters do not help the reader.
    """
    limit = min(len(left), len(right))
    while start < limit and left[start] == right[start]:
        start += 1
    tail = 0
    while tail < limit - start and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    ends = len(left) - tail, len(right) - tail
    if ends[0] > start and ends[1] > start:
        return _inside(left[start : ends[0]], right[start : ends[1]], start)
    return ((start, ends[0]),) if ends[0] > start else (), ((start, ends[1]),) if ends[1] > start else ()


def _inside(left: str, right: str, start: int) -> tuple[Spans, Spans]:
    pattern = _WORDS if max(len(left), len(right)) <= SHORT else _CLAUSES
    pieces = [piece for piece in pattern.findall(left) if piece], [piece for piece in pattern.findall(right) if piece]
    whole = ((start, start + len(left)),), ((start, start + len(right)),)
    if max(map(len, pieces)) > MOST:
        return whole
    blocks = SequenceMatcher(None, *pieces, autojunk=False).get_matching_blocks()
    common = sum(len(piece) for block in blocks for piece in pieces[0][block.a : block.a + block.size])
    if 2 * common < min(len(left), len(right)):
        return whole
    found = _gaps(pieces[0], [(block.a, block.size) for block in blocks], start)
    others = _gaps(pieces[1], [(block.b, block.size) for block in blocks], start)
    return found, others


def _gaps(pieces: list[str], blocks: list[tuple[int, int]], start: int) -> Spans:
    """The ranges between the matching blocks, in characters."""
    places = [start]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    gaps, at = [], 0
    for first, size in blocks:
        if first > at:
            gaps.append((places[at], places[first]))
        at = first + size
    return tuple(gaps)
