"""Reads JSON objects of which many have equal members, such as create options: each of those is read and kept once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from core.manifest import jsonc
from core.model.base import Json

_scanstring: Callable[[str, int, bool], tuple[str, int]] = vars(json.decoder)["scanstring"]
_PATIENCE = 20
"""Objects in a row that have no member in common with the one before; then nothing is compared anymore."""


class _Member(NamedTuple):
    """A member as the text spells it, with the comma or bracket and the space after it, and what it says."""

    text: str
    key: str
    value: Json
    last: bool


class _Pattern(NamedTuple):
    """The last object: one member of it differs from the object before; `head` and `tail` are the text around that."""

    head: str
    key: str
    tail: str
    value: dict[str, Json]

    def read(self, text: str) -> dict[str, Json] | None:
        """An object in which nothing but the same member differs; None for every other. Raises as `_member`."""
        if not text.startswith(self.head):
            return None
        member, size = _member(text, len(self.head)), len(self.head)
        ended = member.last is not bool(self.tail)
        same = ended and member.key == self.key and text[size + len(member.text) :] == self.tail
        return {**self.value, member.key: member.value} if same else None


class Alike:
    """Reads one object after the other and takes the members that are spelled as in the one before from there.

    A site has many modules whose create options differ in a name or a port only. Equal members are one value in memory,
    so that nothing may change them.
    """

    def __init__(self) -> None:
        self._before: list[_Member] = []
        self._pattern: _Pattern | None = None
        self._in_vain = 0

    def read(self, text: str) -> dict[str, Json] | None:
        """The object in a text; None for what must be read as a whole: everything with a fault or a placeholder."""
        if not text.startswith('{"') or self._in_vain > _PATIENCE:
            return None
        try:
            if self._pattern is not None and (alike := self._pattern.read(text)) is not None:
                return alike
            members, shared = self._members(text)
        except (ValueError, RecursionError, IndexError):
            return None
        found = {member.key: member.value for member in members}
        if len(found) < len(members):
            return None
        self._pattern = self._differing(text, members, found) if len(members) == len(self._before) else None
        self._before, self._in_vain = members, 0 if shared else self._in_vain + 1
        return found

    def _differing(self, text: str, members: list[_Member], found: dict[str, Json]) -> _Pattern | None:
        """What the next object may be read by; None where more than one member differs from those before."""
        differing = [index for index, member in enumerate(members) if member is not self._before[index]]
        if len(differing) != 1:
            return None
        at = differing[0]
        start = 1 + sum(len(member.text) for member in members[:at])
        return _Pattern(text[:start], members[at].key, text[start + len(members[at].text) :], found)

    def _members(self, text: str) -> tuple[list[_Member], int]:
        """The members of an object, and how many of them are those of the object before. Raises as `_member`."""
        before, most = self._before, len(self._before)
        members: list[_Member] = []
        at, shared, last = 1, 0, False
        while not last:
            index = len(members)
            if index < most and text.startswith(before[index].text, at):
                member = before[index]
                shared += 1
            else:
                member = _member(text, at)
            members.append(member)
            at += len(member.text)
            last = member.last
        if at < len(text):
            raise ValueError(at)
        return members, shared


def _member(text: str, start: int) -> _Member:
    """The member that begins at a place. Raises ValueError, RecursionError or IndexError where none does."""
    if text[start] != '"':
        raise ValueError(start)
    key, end = _scanstring(text, start + 1, True)
    colon = _past_space(text, end)
    if text[colon] != ":":
        raise ValueError(colon)
    value, end = jsonc.value_at(text, _past_space(text, colon + 1))
    end = _past_space(text, end)
    if text[end] not in ",}":
        raise ValueError(end)
    last = text[end] == "}"
    end += 1
    while end < len(text) and text[end] in " \t\r\n":
        end += 1
    return _Member(text[start:end], key, value, last)


def _past_space(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at
