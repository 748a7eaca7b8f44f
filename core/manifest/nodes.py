"""Finds the position of each value in a JSON text on demand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import cast

_scanstring: Callable[[str, int, bool], tuple[str, int]] = vars(json.decoder)["scanstring"]
"""Public, but missing in the stubs of the type checker."""
_space = cast(Callable[[str, int], "re.Match[str]"], re.compile(r"[ \t\r\n]*").match)
"""The space from a place on; it matches everywhere, if only nothing."""
_SCALAR = re.compile(r"[^\s,\]}]+")
_LAZY = 12
"""As deep as containers are passed over, each in one go, until someone asks for what is in them; a deployment has no
more. What lies deeper is scanned at once, so that no text is passed over again and again."""
_past = json.JSONDecoder(strict=False).raw_decode


class Node:
    """A value's span [start, end) in the text; `members` and `items` are scanned when they are needed."""

    __slots__ = ("_depth", "_items", "_members", "_text", "end", "start")

    def __init__(self, start: int, text: str = "", depth: int = 0) -> None:
        self.start = start
        self.end = start
        self._text, self._depth = text, depth
        self._members: list[Member] | None = None
        self._items: list[Node] | None = None

    @property
    def members(self) -> list[Member] | None:
        """The members of an object in document order; None for another value."""
        if self._text:
            self._open()
        return self._members

    @property
    def items(self) -> list[Node] | None:
        """The elements of an array; None for another value."""
        if self._text:
            self._open()
        return self._items

    def _open(self) -> None:
        """Scans what is inside. The window reads a text in two threads: neither may see a node that is half open."""
        text = self._text
        if not text:
            return
        if text[self.start] == "{":
            self._members, self.end = _members(text, self.start + 1, self._depth + 1)
        else:
            self._items, self.end = _items(text, self.start + 1, self._depth + 1)
        self._text = ""

    def child(self, token: str) -> Node | None:
        """The value of a key or index, None when absent."""
        if self.members is not None:
            for member in self.members:
                if member.key == token:
                    return member.value
            return None
        if self.items is not None and token.isdecimal() and int(token) < len(self.items):
            return self.items[int(token)]
        return None

    def member(self, key: str) -> Member | None:
        """The member of this key with the place of the key itself."""
        return next((member for member in self.members or () if member.key == key), None)

    def children(self) -> list[Node]:
        """The values of an object or array in document order."""
        if self.members is not None:
            return [member.value for member in self.members]
        return self.items or []


class Member:
    """One key of an object: the key literal [start, end) with its quotes, and the value."""

    __slots__ = ("end", "key", "start", "value")

    def __init__(self, key: str, start: int, end: int, value: Node) -> None:
        self.key, self.start, self.end, self.value = key, start, end, value


def scan(text: str, at: int = 0) -> Node:
    """The node tree of a text that `jsonc.loads` accepted (blanked).

    Raises ValueError, StopIteration or IndexError on a text that is not JSON; callers parse the values first.
    """
    return _value(text, _space(text, at).end(), 0)


def offset(text: str, path: Sequence[str]) -> int:
    """Where the value at a path begins, or the nearest one around it, without a tree of all values beside it.

    Of equal keys, the first is found. Raises as `scan`.
    """
    at = _space(text, 0).end()
    for token in path:
        child = _child(text, at, token)
        if child < 0:
            break
        at = child
    return at


def _child(text: str, at: int, token: str) -> int:
    """Where a member or element of the container at a place begins; -1 if there is none."""
    keyed = text[at] == "{"
    if not keyed and not (text[at] == "[" and token.isdecimal()):
        return -1
    left, at = 0 if keyed else int(token), _space(text, at + 1).end()
    while text[at] not in "}]":
        found = left == 0 and not keyed
        if keyed:
            key, end = _scanstring(text, at + 1, True)
            found = key == token
            at = _space(text, _space(text, end).end() + 1).end()
        if found:
            return at
        left -= 1
        at = _space(text, _past(text, at)[1]).end()
        if text[at] == ",":
            at = _space(text, at + 1).end()
    return -1


def _value(text: str, at: int, depth: int) -> Node:
    first = text[at]
    if first in "{[":
        node = Node(at, text, depth)
        if depth < _LAZY:
            node.end = _past(text, at)[1]
        else:
            node._open()
        return node
    node = Node(at)
    if first == '"':
        node.end = _scanstring(text, at + 1, True)[1]
    else:
        match = _SCALAR.match(text, at)
        if match is None:
            raise ValueError(at)
        node.end = match.end()
    return node


def _members(text: str, at: int, depth: int) -> tuple[list[Member], int]:
    space = _space
    members: list[Member] = []
    at = space(text, at).end()
    while text[at] != "}":
        key, end = _scanstring(text, at + 1, True)
        colon = space(text, end).end()
        value = _value(text, space(text, colon + 1).end(), depth)
        members.append(Member(key, at, end, value))
        at = space(text, value.end).end()
        if text[at] == ",":
            at = space(text, at + 1).end()
    return members, at + 1


def _items(text: str, at: int, depth: int) -> tuple[list[Node], int]:
    space = _space
    items: list[Node] = []
    at = space(text, at).end()
    while text[at] != "]":
        value = _value(text, at, depth)
        items.append(value)
        at = space(text, value.end).end()
        if text[at] == ",":
            at = space(text, at + 1).end()
    return items, at + 1
