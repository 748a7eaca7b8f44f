"""Where every value is in a JSON text, found by a small scanner when someone asks."""

from __future__ import annotations

import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in all but the stubs

_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")


class Node:
    """A value's place [start, end) in the text; `members` for an object, `items` for an array."""

    __slots__ = ("end", "items", "members", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.members: list[Member] | None = None
        self.items: list[Node] | None = None

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

    Raises ValueError or IndexError on a text that is not JSON; callers parse the values first.
    """
    return _value(text, _SPACE.match(text, at).end())  # type: ignore[union-attr]


def _value(text: str, at: int) -> Node:
    node = Node(at)
    first = text[at]
    if first == "{":
        _members(text, at + 1, node)
    elif first == "[":
        _items(text, at + 1, node)
    elif first == '"':
        node.end = scanstring(text, at + 1, True)[1]
    else:
        match = _SCALAR.match(text, at)
        if match is None:
            raise ValueError(at)
        node.end = match.end()
    return node


def _members(text: str, at: int, node: Node) -> None:
    space = _SPACE.match
    members: list[Member] = []
    node.members = members
    at = space(text, at).end()  # type: ignore[union-attr]
    while text[at] != "}":
        key, end = scanstring(text, at + 1, True)
        colon = space(text, end).end()  # type: ignore[union-attr]
        value = _value(text, space(text, colon + 1).end())  # type: ignore[union-attr]
        members.append(Member(key, at, end, value))
        at = space(text, value.end).end()  # type: ignore[union-attr]
        if text[at] == ",":
            at = space(text, at + 1).end()  # type: ignore[union-attr]
    node.end = at + 1


def _items(text: str, at: int, node: Node) -> None:
    space = _SPACE.match
    items: list[Node] = []
    node.items = items
    at = space(text, at).end()  # type: ignore[union-attr]
    while text[at] != "]":
        value = _value(text, at)
        items.append(value)
        at = space(text, value.end).end()  # type: ignore[union-attr]
        if text[at] == ",":
            at = space(text, at + 1).end()  # type: ignore[union-attr]
    node.end = at + 1
