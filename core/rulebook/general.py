"""A page for every manifest, with plain words in place of the facts of one finding."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from core.text.pages import FACT, Block

_CODE = re.compile(r"`([^`\n]*)`")
_BARE = re.compile(rf"^{FACT.pattern}$")
_PLACE = re.compile(rf"(?:(?:(?P<first>[\w-]{{1,40}}) )?(?P<last>[\w-]{{1,40}}) )?{FACT.pattern}")
_QUOTED = re.compile(rf"“({FACT.pattern})”")
_START = re.compile(r"(?:^|(?<=[.?!] )|(?<=\n)|(?<=\n- )|(?<=^- )|(?<=^# )|(?<=^## ))the (?=[a-z])")


class _Words(NamedTuple):
    """The content of resources/facts.toml: phrases by fact, and the words before a fact that decide its form."""

    phrases: dict[str, str]
    determiners: frozenset[str]
    nouns: frozenset[str]
    before_nouns: frozenset[str]


def title(head: Block) -> str:
    """The title of a page for every manifest: the sentence in its head, else its heading in plain words."""
    if head.text:
        return head.text
    plain = general(head.heading.removeprefix("{module}: ")).replace("`", "")
    return plain if plain.startswith("edge") else plain[:1].upper() + plain[1:]


def general(text: str) -> str:
    """Markdown or a title with every `{fact}` in plain words; in code with other text a fact is in capitals."""
    worded = _CODE.sub(_code, _QUOTED.sub(r"\1", text))
    while FACT.search(worded):  # facts that follow each other share the words between them
        worded = _PLACE.sub(_worded, worded)
    return _START.sub("The ", worded)


def _code(match: re.Match[str]) -> str:
    inner = match[1]
    fact = _BARE.match(inner)
    if fact is not None:
        return f"{{{fact[1]}}}"
    return f"`{FACT.sub(lambda found: found[1].upper(), inner)}`" if FACT.search(inner) else match[0]


def _worded(match: re.Match[str]) -> str:
    first, last, fact = match["first"] or "", match["last"] or "", match[3]
    words = _words()
    phrase = words.phrases.get(fact) or f"the {fact.replace('_', ' ')}"
    lead = f"{first} " if first else ""
    if last.lower() in words.determiners:
        return f"{lead}{last} {phrase.removeprefix('the ')}"
    if last.lower() in words.nouns:
        without = (not first or first.lower() in words.before_nouns) and not last.endswith("s")
        the = ("The " if last[0].isupper() else "the ") if without else ""
        return f"{lead}{the}{last.lower() if without else last}"
    return f"{lead}{f'{last} ' if last else ''}{phrase}"


@lru_cache(maxsize=1)
def _words() -> _Words:
    found = tomllib.loads((files("resources") / "facts.toml").read_text(encoding="utf-8"))
    grammar = {name: frozenset(words) for name, words in found["grammar"].items()}
    lists = (grammar["determiners"], grammar["nouns"], grammar["before_nouns"])
    return _Words(found["phrases"], *lists)
