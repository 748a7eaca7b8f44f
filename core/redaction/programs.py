"""Finds passwords in commands of programs that take them without a name: `htpasswd -b f anna …`, `redis-cli -a …`.

The programs are data: resources/programs.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.model.word_lists import word_lists
from core.redaction.harmless import is_harmless, is_plain
from core.redaction.shapes import secret_value

_LISTS = word_lists("programs")
_PHRASES = tuple(tuple(phrase.split("+")) for phrase in _LISTS["words"])
_OPTIONS = tuple(tuple(pair.split("+")) for pair in _LISTS["options"])
_FIRST = frozenset(words[0] for words in (*_PHRASES, *_OPTIONS))
_NAMED = re.compile("|".join(map(re.escape, sorted(_FIRST))))
_LONGEST = 20_000
"""Characters of a text that is read as a command."""
_MOST = 2_000
"""Words of a list that is read as a command."""
_WORD = re.compile(r"[^\s|;&<>]++|[|;&<>\n]")
_MARKS = "\"'`\\()[]{},"
_ENDS = frozenset("|;&<>\n")


class _Word(NamedTuple):
    """A word of a command without the quotes around it, where it begins, and its number in the command."""

    start: int
    text: str
    number: int = 0

    def span(self, begin: int) -> tuple[int, int, int]:
        """The number of the word, and the place of what is in it from `begin` on."""
        return self.number, self.start + begin, self.start + len(self.text)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of passwords in a command written as one text."""
    if len(text) > _LONGEST or len(text.split(None, 1)) < 2 or not _NAMED.search(text.lower()):
        return
    words: list[_Word] = []
    for match in _WORD.finditer(text):
        word = match.group()
        bare = word.strip(_MARKS)
        words.append(_Word(match.start() + word.find(bare), bare or word))
    yield from ((start, end) for _, start, end in _found(words))


def places(items: Sequence[object]) -> dict[int, tuple[int, int]]:
    """Places of passwords in a command written as a list of words, by the index of the word."""
    if not 1 < len(items) <= _MOST or not any(isinstance(item, str) and _name(item) in _FIRST for item in items):
        return {}
    words = [_Word(0, item if isinstance(item, str) else "", index) for index, item in enumerate(items)]
    return {index: (start, end) for index, start, end in _found(words)}


def _name(text: str) -> str:
    return text[-_LONGEST:].rpartition("/")[2].lower().removesuffix(".exe")


def _found(words: Sequence[_Word]) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at < len(words):
        name, end = _name(words[at].text), at + 1
        if name in _FIRST:
            phrase = next((each for each in _PHRASES if each[0] == name and _follows(words, at, each)), None)
            while end < len(words) and words[end].text not in _ENDS:
                end += 1
            if phrase is not None:
                yield from _behind(words[at + len(phrase) : end])
            else:
                yield from _of_options(words[at + 1 : end], [option for first, option in _OPTIONS if first == name])
        at = end


def _follows(words: Sequence[_Word], at: int, phrase: Sequence[str]) -> bool:
    return [word.text.lower() for word in words[at + 1 : at + len(phrase)]] == list(phrase[1:])


def _behind(words: Sequence[_Word]) -> Iterator[tuple[int, int, int]]:
    """Words that are not recognizably harmless; the first of several is the name of a user."""
    found = []
    for word in words:
        option = word.text.startswith(("-", "/")) or word.text[1:] == ":"
        begin = word.text.rfind("=") + 1 if option else 0
        value = word.text[begin:]
        if (begin or not option) and value and not is_plain(value) and secret_value(value, "password"):
            found.append(word.span(begin))
    yield from found if len(found) == 1 else found[1:]


def _of_options(words: Sequence[_Word], options: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The words behind an option, and what is attached to one."""
    before = ""
    for word in words:
        attached = next((o for o in options if word.text.startswith(o) and not o.isalpha() and o[1:2] != "-"), "")
        begin = 0 if before in options or before.lower() in options else len(attached) if attached else len(word.text)
        value = word.text[begin:].lstrip("=:")
        if value and not is_harmless(value) and secret_value(value, "password"):
            yield word.span(len(word.text) - len(value))
        before = word.text
