"""Finds known secrets in a text, in any case and in one pass, regardless of their number."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

SHORTEST = 6
"""Known secrets shorter than this are masked in their own place only: they would match harmless text."""
_FEW = 64
"""So many spellings are looked for one by one, which is faster than looking at every character of a text."""

_MOST = 50
"""Secrets that are masked one by one in a text."""
_MOST_LOOKED = 50_000
"""Spellings that are compared with a text, where they begin like a part of it."""


class KnownSecrets:
    """Spellings of secrets, each with the secret it spells."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}
        self._lengths: dict[str, list[int]] = {}

    def copy(self) -> KnownSecrets:
        """Another one that knows the same and learns on its own."""
        other = KnownSecrets()
        other._secrets = dict(self._secrets)
        other._lengths = {start: list(lengths) for start, lengths in self._lengths.items()}
        return other

    def add(self, spelling: str, secret: str) -> None:
        """Remember a spelling; the secret it was first met with stays."""
        folded = _folded(spelling)
        if len(folded) >= SHORTEST and folded not in self._secrets:
            self._secrets[folded] = secret
            lengths = self._lengths.setdefault(folded[:SHORTEST], [])
            if len(folded) not in lengths:
                insort(lengths, len(folded))

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and secret of each spelling in a text, in order; the longest where several begin alike.

        A text that holds very many of them, or would take long to look through, is one secret as a whole.
        """
        if len(text) < SHORTEST or not self._secrets:
            return []
        folded, found, done, looked = _folded(text), list[tuple[int, int, str]](), 0, 0
        for start in self._starts(folded):
            if start >= done:
                looked += len(self._lengths.get(folded[start : start + SHORTEST], ()))
                spelling = self._longest(folded, start)
                if spelling:
                    done = start + len(spelling)
                    found.append((start, done, self._secrets[spelling]))
                if len(found) > _MOST or looked > _MOST_LOOKED:
                    secret = found[0][2] if found else next(iter(self._secrets.values()))
                    return [(0, len(text), secret)]
        return found

    def _starts(self, folded: str) -> Iterable[int]:
        """Where a spelling may begin."""
        if len(self._secrets) > _FEW:
            last = len(folded) - SHORTEST + 1
            return (at for at in range(last) if folded[at : at + SHORTEST] in self._lengths)
        starts = set[int]()
        for spelling in self._secrets:
            at = folded.find(spelling)
            while at >= 0 and len(starts) <= _MOST * _FEW:
                starts.add(at)
                at = folded.find(spelling, at + len(spelling))
        return sorted(starts)

    def _longest(self, folded: str, start: int) -> str:
        """The longest spelling that begins here; empty for none."""
        for length in reversed(self._lengths.get(folded[start : start + SHORTEST], ())):
            spelling = folded[start : start + length]
            if spelling in self._secrets:
                return spelling
        return ""


def _folded(text: str) -> str:
    """The text in small letters, as long as before: one letter, İ, has a small form of two characters."""
    folded = text.lower()
    return folded if len(folded) == len(text) else text.replace("İ", "i").lower()
