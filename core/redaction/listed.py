"""Finds passwords in commands written as a list of words, by the words before them."""

from __future__ import annotations

from collections.abc import Sequence

from core.redaction import piped, programs, sentences
from core.redaction.names import secret_name
from core.redaction.shapes import secret_value

_MOST = 500
"""Words of a list that is read as one line."""
_BEFORE = 2
"""Words that say what the next one is: `unlock code`."""
_LONGEST = 200
_SIGNS = (":", "->", "=>")


def places(items: Sequence[object]) -> dict[int, tuple[int, int]]:
    """Places of passwords by the index of the word."""
    found = programs.places(items)
    words = [item if isinstance(item, str) else "" for item in items]
    if 1 < len(words) <= _MOST:
        found = _in_line(words) | _said(words) | found
    return found


def _in_line(words: Sequence[str]) -> dict[int, tuple[int, int]]:
    """What is given to a program on its standard input."""
    if not any("|" in word or "<<" in word for word in words):
        return {}
    found, spans, at = {}, list(piped.spans(" ".join(words))), 0
    for index, word in enumerate(words):
        inside = [(max(start - at, 0), end - at) for start, end in spans if at <= start < at + len(word)]
        if inside:
            found[index] = (inside[0][0], min(inside[-1][1], len(word)))
        at += len(word) + 1
    return found


def _said(words: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Words with a digit behind one that promises a secret: `snmp-server community …`."""
    found = {}
    for index, word in enumerate(words[1:], 1):
        before = words[max(0, index - _BEFORE) : index]
        if len(word) > _LONGEST or "=" in before[-1] or not any(map(str.isdigit, word)):
            continue
        line = " ".join([each[-_LONGEST:] for each in before])
        start = len(line) + 1
        bare = word.strip("\"'")
        if before[-1].endswith(_SIGNS):
            names = before[-1].rstrip(":=->").strip("\"'{ ") or before[0]
            if bare and secret_name(names) and secret_value(bare, names):
                found[index] = (word.index(bare), word.index(bare) + len(bare))
        elif any(span[0] == start for span in sentences.spans(f"{line} {word}")):
            found[index] = (0, len(word))
    return found
