"""JSON Pointer (RFC 6901): the one way this project names a place in a manifest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from sys import intern

from core.model.base import Json


def join(base: str, *tokens: str | int) -> str:
    """Extend a pointer by unescaped tokens."""
    for token in tokens:
        text = token if type(token) is str else str(token)
        base += "/" + (escape(text) if "~" in text or "/" in text else text)
    return base


def escape(token: str) -> str:
    """`~` becomes `~0`, `/` becomes `~1` (RFC 6901 section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """The reverse of `escape`."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


@lru_cache(maxsize=65536)
def split(pointer: str) -> tuple[str, ...]:
    """The unescaped tokens; the empty pointer (the whole document) has none. Equal tokens are one string in memory."""
    tokens = pointer.split("/")[1:]
    return tuple(map(intern, map(unescape, tokens) if "~" in pointer else tokens))


def parent(pointer: str) -> str:
    """The pointer of the container."""
    return pointer.rpartition("/")[0]


def upward(pointer: str) -> Iterator[str]:
    """A place and what is around it, from the inside out, without the whole."""
    while pointer:
        yield pointer
        pointer = parent(pointer)


def last(pointer: str) -> str:
    """The unescaped last token."""
    token = pointer.rpartition("/")[2]
    return unescape(token) if "~" in token else token


def dig(value: Json, *keys: str) -> Json:
    """The value below these members of nested objects; None where one is absent or is no object."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def resolve(tree: Json, pointer: str) -> Json:
    """The value at the pointer.

    Raises KeyError when nothing is there.
    """
    value = tree
    for token in split(pointer):
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and token.isdecimal() and int(token) < len(value):
            value = value[int(token)]
        else:
            raise KeyError(pointer)
    return value
