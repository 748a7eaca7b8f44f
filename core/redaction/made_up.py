"""Recognizes words that look generated, like passwords: short runs of letters, digits and signs in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.redaction.harmless import is_harmless
from core.redaction.spellings import decoded

_WORD = re.compile(r"[^\s,;|\"'=<>(){}\[\]&/:\\@#?`]{8,}+")
_ESCAPED = re.compile(r"\\[nrt]")
_LONGEST = 200
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]|\d+|[^\W\d_a-zA-Z]+")
_SIGN = re.compile(r"[!^~+%€§°]|\w[*$]\w|[^\W\d_a-zA-Z]")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of such words in the value of a variable, an argument or a setting."""
    if len(text) < 8 or text.islower() or text.isdigit():
        return
    for match in _WORD.finditer(_ESCAPED.sub("  ", text) if "\\" in text else text):
        if match.end() - match.start() <= _LONGEST and is_made_up(match.group()):
            yield match.span()


def is_made_up(word: str) -> bool:
    """Whether the runs of letters or digits in a word are shorter than those in names that people choose."""
    parts = _PART.findall(word)
    mean = sum(map(len, parts)) / max(1, len(parts))
    if mean >= 4 or len(parts) < 3:
        return False
    digit, letter = any(map(str.isdigit, word)), any(map(str.isalpha, word))
    case = any(map(str.islower, word)) and any(map(str.isupper, word))
    odd = digit and letter and _SIGN.search(word) is not None
    mixed = case and len(parts) >= 4 and mean < (3 if digit else 2.6) and _within(word) >= 3
    return (odd or mixed) and decoded(word) is None and not is_harmless(word)


def _within(word: str) -> int:
    """Runs in the part of the word that has most of them."""
    return max(len(_PART.findall(part)) for part in re.split("[-_.]", word))
