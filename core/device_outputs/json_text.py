"""Finds JSON among the lines of a paste, and reads the complete parts of JSON that was cut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from core.model.base import Json

_BEGINS = re.compile(r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:\{|\]|$))")
_SPACE = re.compile(r"\s*")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL = re.compile(r"true|false|null|-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?(?=[\s,\]}])")
_DEEPEST = 60
_FIRST_LINES, _MORE = 16, 8
"""The number of lines joined first, and the factor by which more are joined if the JSON does not end in them."""
_WORK, _LEAST_WORK, _SLOW, _START = 16, 1_000_000, 10, 2_000
"""Characters read for each character of a paste, those of a short paste, the cost factor of the tolerant parser,
and the minimum cost of each start, because a paste may consist of starts only."""
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value and the index after its last line.

    `open` lists, from the outside, the key or index of every container that was not closed, with its first line; it is
    empty for complete JSON and omits the outermost container.
    """

    value: Json
    end: int
    whole: bool
    open: tuple[tuple[str | int, int], ...] = ()


class _Cut(Exception):
    """Raised when the JSON ends or becomes invalid before its containers are closed."""


class Lines(list[str]):
    """The lines of one paste with the results of reading JSON in them, so that nothing is read repeatedly.

    `cut` has the results for lines in JSON that was cut: containers open there end at the same place. `work` is the
    number of characters that may still be read, which makes reading any paste linear in its length.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__(lines)
        self.cut: dict[int, Parsed | None] = {}
        self.work = _LEAST_WORK + _WORK * sum(map(len, self))


def parse(lines: Sequence[str], index: int) -> Parsed | None:
    """Parses the JSON that begins at a line; None if none begins there.

    Only as many lines are joined as the JSON needs. Readers with the same `Lines` share the results.
    """
    known = lines if isinstance(lines, Lines) else Lines(lines)
    if index in known.cut:
        return known.cut[index]
    if not _BEGINS.match(lines[index]):
        known.cut[index] = None
    elif known.work > 0:
        parsed = _read(known, index)
        if parsed is None or parsed.whole:
            return parsed
    return known.cut.get(index)


def _read(lines: Lines, index: int) -> Parsed | None:
    size = _FIRST_LINES
    while True:
        text = "\n".join(lines[index : index + size])
        last_line = len(text) if index + size >= len(lines) else text.rfind("\n")
        start = len(text) - len(text.lstrip())
        try:
            value, end = _DECODER.raw_decode(text, start)
            lines.work -= end
            return Parsed(value, index + text.count("\n", 0, end) + 1, True)
        except json.JSONDecodeError as error:
            lines.work -= error.pos
            reader = _read_tolerantly(text) if error.pos < last_line else None
        except (ValueError, RecursionError):
            reader = _read_tolerantly(text)
        if (reader is not None and reader.at < last_line) or index + size >= len(lines):
            reader = reader or _read_tolerantly(text)
            lines.work -= _START + _SLOW * reader.at
            lines.cut.update(_cut(reader, index))
            return lines.cut.setdefault(index, None)
        size *= _MORE


def _read_tolerantly(text: str) -> _Tolerant:
    reader = _Tolerant(text)
    with suppress(_Cut):
        reader.value(None, "")
    return reader


def _cut(reader: _Tolerant, index: int) -> Iterator[tuple[int, Parsed]]:
    """The content of each line that begins with an open container; all of them end at the same place."""
    value, text = reader.root, reader.text
    if value is None:
        return
    end = index + text.count("\n", 0, reader.at) + 1
    opened: list[tuple[str | int, int]] = []
    line = at = 0
    for key, start in reader.stack or [("", 0)]:
        line, at = line + text.count("\n", at, start), start
        opened.append((key, index + line))
    for number, (_, start) in enumerate(reader.stack or [("", 0)]):
        if number:
            value = value[opened[number][0]]
        if not number or not text[text.rfind("\n", 0, start) + 1 : start].strip():
            yield opened[number][1] if number else index, Parsed(value, end, False, tuple(opened[number + 1 :]))


class _Tolerant:
    """A parser that keeps incomplete containers: they are in the tree from their start on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.root: Json = None
        self.stack: list[tuple[str | int, int]] = []

    def value(self, parent: Json, key: str | int) -> Json:
        self._space()
        sign = self.text[self.at : self.at + 1]
        if sign not in ("{", "["):
            return self._put(parent, key, self._scalar())
        if len(self.stack) > _DEEPEST:
            raise _Cut
        container: Json = {} if sign == "{" else []
        self._put(parent, key, container)
        self.stack.append((key, self.at))
        self.at += 1
        self._members(container, "}" if sign == "{" else "]")
        self.stack.pop()
        return container

    def _members(self, container: Json, closing: str) -> None:
        if self._next(closing):
            return
        while True:
            self._space()
            key: str | int = len(container)
            before = self.at
            if isinstance(container, dict):
                key = str(self._string())
                if not self._next(":"):
                    self.at = before
                    raise _Cut
            try:
                self.value(container, key)
            except _Cut:
                if len(self.stack) == 0 or self.at <= before:
                    self.at = before
                raise
            if self._next(closing):
                return
            if not self._next(","):
                raise _Cut

    def _put(self, parent: Json, key: str | int, value: Json) -> Json:
        if parent is None:
            self.root = value if isinstance(value, (dict, list)) else None
        elif isinstance(parent, list):
            parent.append(value)
        else:
            parent[key] = value
        return value

    def _scalar(self) -> Json:
        if self.text[self.at : self.at + 1] == '"':
            return self._string()
        match = _LITERAL.match(self.text, self.at)
        if match is None:
            raise _Cut
        self.at = match.end()
        return json.loads(match.group())

    def _string(self) -> Json:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise _Cut
        self.at = match.end()
        if "\\" not in match.group():
            return match.group()[1:-1]
        try:
            return json.loads(match.group(), strict=False)
        except ValueError as error:
            raise _Cut from error

    def _space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _next(self, sign: str) -> bool:
        place = _SPACE.match(self.text, self.at)
        at = place.end() if place else self.at
        if self.text[at : at + 1] != sign:
            return False
        self.at = at + 1
        return True
