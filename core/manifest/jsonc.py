"""JSON as people write it: comments, trailing commas and bare placeholders blanked with text of equal length.

`json.loads` then gives the values, and every offset still fits the original text.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from itertools import chain
from typing import NoReturn

from core.model.base import Json

_STRING = r'"(?:[^"\\]++|\\.)*+"?'
"""A string, or what is left of the text where one is never closed: every pattern takes as much as it looks at."""
_VARIABLE = r"\$\{[^}\"\\\n]*+\}?|\$[A-Za-z_]\w+"
_COMMENTS = r"(?://[^\n\r]*+\s*+)++|(?:/\*.*?\*/\s*+)++|/\*.*+"
"""Comments in a row with the space between them; last, one that is never closed."""
_NOISE = re.compile(rf"{_STRING}|{_COMMENTS}|{_VARIABLE}", re.DOTALL)
_PLACEHOLDER = re.compile(rf"{_STRING}|{_VARIABLE}", re.DOTALL)
_TRAILING = re.compile(rf"{_STRING}|,(?=\s*[}}\]])", re.DOTALL)
_LAST_COMMA = re.compile(r",\s*+[}\]]")
_MARK = "\ue000"
MAX_DEPTH = 200
"""How deep values may be nested; IoT Hub takes 10 levels."""


class Placeholder(str):
    """A bare `${NAME}` or `$NAME` in place of a JSON value, which is unknown until a template tool fills it in."""

    __slots__ = ()


class _Spaces(dict[int, int]):
    """Turns every character into a space, but for line breaks."""

    def __missing__(self, key: int) -> int:
        return 32


_SPACES = _Spaces({10: 10, 13: 13})


class DuplicateKey(ValueError):
    """An object that names a key twice; JSON readers silently keep one of the values."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def blank(text: str, *, comments: bool = True) -> str:
    """Replaces comments and trailing commas by spaces of equal length, and bare placeholders by marked strings.

    Without `comments` only placeholders are replaced (the text in a createOptions string must be strict JSON).
    """
    if not comments:
        return _PLACEHOLDER.sub(_noise, text) if "$" in text else text
    text = bare(text)
    return _TRAILING.sub(_comma, text) if _LAST_COMMA.search(text) else text


def bare(text: str) -> str:
    """Replaces comments and placeholders but leaves trailing commas, for callers that count commas."""
    return _NOISE.sub(_noise, text) if any(sign in text for sign in ("//", "/*", "$")) else text


def strip(text: str) -> str:
    """Removes comments and trailing commas; placeholders remain."""

    def noise(match: re.Match[str]) -> str:
        token = match.group()
        return " " if token[0] == "/" and not _is_open(token) else token

    return _TRAILING.sub(_comma, _NOISE.sub(noise, text))


def _noise(match: re.Match[str]) -> str:
    token = match.group()
    if token[0] == '"':
        return token
    if token[0] == "/":
        if _is_open(token):
            return token
        return token.translate(_SPACES)
    return _variable(token)


@lru_cache(maxsize=4096)
def _variable(token: str) -> str:
    """A placeholder as a marked string; one text for all that are equal, of which a file may hold a million."""
    if token[1] == "{" and token[-1] != "}":
        return token
    name = token[2:-1] if token[1] == "{" else token[2:]
    return f'"{_MARK}{name[: len(token) - 3]}"' if len(token) > 2 else token


def _is_open(token: str) -> bool:
    """Whether the token is the beginning of a comment that is never closed: no comment, but a fault."""
    token = token.rstrip()
    return token[1] == "*" and (len(token) < 4 or token[-2:] != "*/")


def _comma(match: re.Match[str]) -> str:
    return " " if match.group() == "," else match.group()


def loads(text: str, *, comments: bool = True) -> tuple[Json, str]:
    """Parses a text; returns the values and the blanked text (the same object if nothing was blanked).

    Raises json.JSONDecodeError, DuplicateKey, RecursionError (too deep), ValueError (a number that is too long).
    """
    try:
        return _strict(text), text
    except json.JSONDecodeError:
        blanked = blank(text, comments=comments)
        if blanked == text:
            raise
        value = _strict(blanked)
        return _restore(value, text, blanked), blanked


def value_at(text: str, at: int) -> tuple[Json, int]:
    """The strict JSON value that begins at a place, and its end. Raises as `loads`."""
    return _DECODER.raw_decode(text, at)


def depth(value: Json) -> int:
    """The nesting depth of containers; 0 for a scalar."""
    level, deepest = [value], -1
    while level:
        deepest += 1
        objects = [item for item in level if type(item) is dict]
        arrays = [item for item in level if type(item) is list]
        level = [*chain.from_iterable(map(dict.values, objects)), *chain.from_iterable(arrays)]
    return deepest


def _strict(text: str) -> Json:
    if text.startswith("\ufeff"):
        raise json.JSONDecodeError("a byte order mark", text, 0)
    return _DECODER.decode(text)


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise DuplicateKey(key)
            seen.add(key)
    return members


def _constant(name: str) -> NoReturn:
    raise json.JSONDecodeError(name, name, 0)


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_constant)


def _restore(value: Json, text: str, blanked: str) -> Json:
    """Turn the marked strings back into Placeholder, each with the text it had."""
    if _MARK not in blanked or _MARK in text:
        return value
    spelled = iter(text[match.start() : match.end()] for match in re.finditer(f'"{_MARK}[^"]*"', blanked))

    def walk(node: Json) -> Json:
        if isinstance(node, dict):
            return {key: walk(child) for key, child in node.items()}
        if isinstance(node, list):
            return [walk(child) for child in node]
        if isinstance(node, str) and node.startswith(_MARK):
            return Placeholder(next(spelled))
        return node

    return walk(value)
