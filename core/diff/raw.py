"""The file's own text before and after as aligned rows, with create options as they are there: encoded.

What the writer did not touch is equal line by line; only around its edits are lines paired by what they say.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.diff.causes import causes_of
from core.diff.characters import Spans, spans
from core.diff.rows import Kind, Row, Side, attach
from core.manifest import pointer as ptr
from core.manifest import write
from core.manifest.locate import place_of
from core.manifest.manifest import Manifest
from core.manifest.nodes import Node
from core.manifest.splice import Edit
from core.migration.migrate import Migration
from core.model.remembered import remembered

TextMask = Callable[[str], str]

_BREAK = re.compile(r"\r\n|\n|\r")
_CHUNK = re.compile(r"(/settings/createOptions)\d+$")
_KEY = re.compile(r'\s*("(?:[^"\\]|\\.)*"\s*:)?')


@remembered
def raw_rows(migration: Migration, module_name: str, mask: TextMask | None = None) -> tuple[Row, ...]:
    """The lines of one module as they are in the file; those outside the modules for the empty name.

    Where modules share a line (a minified file), each has its part of it. `mask` changes the texts shown.
    """
    whole = _whole(migration)
    own = [row for row, name in zip(whole.rows, whole.names, strict=True) if name == module_name]
    module = migration.before.module(module_name)
    found = attach(own, migration, module.pointer if module is not None else "")
    return tuple(_masked(row, mask) for row in found) if mask is not None else tuple(found)


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of the text [start, end) that is shown as one line."""

    start: int
    end: int


class _Text:
    """One side: the text in lines, and which place and module each belongs to."""

    def __init__(self, manifest: Manifest, modules: Sequence[tuple[str, str]]) -> None:
        self.source, self.root = manifest.source, manifest.root
        self.text = manifest.source.text
        self.ranges = sorted((*self._range(manifest, pointer), name) for name, pointer in modules)
        breaks = {0, *(match.end() for match in _BREAK.finditer(self.text))}
        breaks |= {edge for start, end, _ in self.ranges for edge in (start, end)}
        edges = sorted(edge for edge in breaks if edge < len(self.text))
        self.lines = [_Line(*pair) for pair in zip(edges, [*edges[1:], len(self.text)], strict=True)]
        self.starts = edges

    def shown(self, line: _Line) -> str:
        """The text of a line without its end."""
        return self.text[line.start : line.end].rstrip("\r\n")

    def number(self, line: _Line) -> int:
        """The line of the file."""
        return self.source.line(line.start)

    def module(self, line: _Line) -> str:
        """The module a line belongs to, empty outside them."""
        at = bisect_right(self._starts, line.start) - 1
        return self.ranges[at][2] if at >= 0 and line.start < self.ranges[at][1] else ""

    def pointer(self, line: _Line) -> str:
        """The place that begins in a line, else the one that ends there, else the one around it."""
        at = bisect_left(self._offsets, line.start)
        if at == len(self._events) or self._offsets[at] >= line.end:
            at -= 1
        return _CHUNK.sub(r"\1", self._events[at][1]) if at >= 0 else self.root

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self.ranges]

    @cached_property
    def _events(self) -> list[tuple[int, str]]:
        return sorted(_places(self.source.root, self.root), key=lambda event: event[0])

    @cached_property
    def _offsets(self) -> list[int]:
        return [offset for offset, _ in self._events]

    def _range(self, manifest: Manifest, pointer: str) -> tuple[int, int]:
        """A module with its key and comma; whole lines where it has them to itself."""
        if pointer == manifest.root or not pointer.startswith(manifest.root):
            return 0, len(self.text)
        above = place_of(manifest, ptr.parent(pointer))
        member = above.member(ptr.last(pointer))
        node = place_of(manifest, pointer)
        start, end = member.start if member is not None else node.start, node.end
        lead = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        start = lead if not self.text[lead:start].strip() else start
        after = re.compile(r"[ \t]*,?[ \t]*(\r\n|\n|\r)?").match(self.text, end)
        return start, after.end() if after is not None else end


class _Whole:
    """The rows of the whole file, made once, and the module of each."""

    def __init__(self, migration: Migration) -> None:
        modules = [(module.name, module.pointer) for module in migration.before.modules]
        moved = [(name, migration.plan.moved(pointer)) for name, pointer in modules]
        self.left, self.right = _Text(migration.before, modules), _Text(migration.after(), moved)
        self.causes = causes_of(migration)
        self.rows: list[Row] = []
        self.names: list[str] = []
        edits = write.edits(migration.before, migration.plan, dict(migration.wanted_forms))
        left_at = right_at = 0
        for hunk in _hunks(edits, self.left, self.right):
            self._equal(range(left_at, hunk[0].start), range(right_at, hunk[1].start))
            self._differing(*hunk)
            left_at, right_at = hunk[0].stop, hunk[1].stop
        self._equal(range(left_at, len(self.left.lines)), range(right_at, len(self.right.lines)))
        self._explain_commas()

    def _equal(self, left: range, right: range) -> None:
        if len(left) != len(right):  # an edge of a module that only one side has
            self._differing(left, right)
            return
        for one, other in zip(left, right, strict=True):
            self._add(one, other)

    def _differing(self, left: range, right: range) -> None:
        partner = _partners([self._key(self.left, at) for at in left], [self._key(self.right, at) for at in right])
        done = 0
        for index, one in enumerate(left):
            other = partner.get(index)
            for waiting in range(done, other if other is not None else done):
                self._add(None, right[waiting])
            self._add(one, right[other] if other is not None else None)
            done = other + 1 if other is not None else done
        for waiting in range(done, len(right)):
            self._add(None, right[waiting])

    def _key(self, side: _Text, at: int) -> str:
        """What makes a line the same one: its key, else all of it."""
        text = side.shown(side.lines[at])
        match = _KEY.match(text)
        return match[1] if match is not None and match[1] else text.strip().rstrip(",")

    def _explain_commas(self) -> None:
        """A line that only gained or lost a comma changed because of the member after it, or else before it."""
        for order in (range(len(self.rows) - 2, -1, -1), range(1, len(self.rows))):
            for at in order:
                row, near = self.rows[at], self.rows[at - order.step]
                if row.kind != "same" and not row.findings and near.kind != "same":
                    self.rows[at] = row._replace(findings=near.findings)

    def _add(self, one: int | None, other: int | None) -> None:
        first = self.left.lines[one] if one is not None else None
        second = self.right.lines[other] if other is not None else None
        texts = self.left.shown(first) if first else None, self.right.shown(second) if second else None
        before = self.left.pointer(first) if first else ""
        after = self.right.pointer(second) if second else ""
        kind = _kind(*texts)
        marks: tuple[Spans, Spans] = ((), ())
        if kind == "changed" and texts[0] is not None and texts[1] is not None:
            marks = spans(texts[0], texts[1])
        left = Side(self.left.number(first), texts[0], marks[0]) if first and texts[0] is not None else None
        right = Side(self.right.number(second), texts[1], marks[1]) if second and texts[1] is not None else None
        findings = self.causes.of(kind, before or after, after or before)
        self.rows.append(Row(left, right, kind, before if first else after, findings))
        self.names.append(self.left.module(first) if first else self.right.module(second) if second else "")


def _hunks(edits: Sequence[Edit], left: _Text, right: _Text) -> list[tuple[range, range]]:
    """The lines each group of edits touches, before and after; groups that share a line are one."""
    found: list[tuple[range, range]] = []
    shift = 0
    for start, end, new in edits:
        ranges = _touched(left, start, end), _touched(right, start + shift, start + shift + len(new))
        shift += len(new) - (end - start)
        if found and (ranges[0].start < found[-1][0].stop or ranges[1].start < found[-1][1].stop):
            last = found.pop()
            first = min(last[0].start, ranges[0].start), min(last[1].start, ranges[1].start)
            ends = max(last[0].stop, ranges[0].stop), max(last[1].stop, ranges[1].stop)
            ranges = range(first[0], ends[0]), range(first[1], ends[1])
        found.append(ranges)
    return found


def _touched(side: _Text, start: int, end: int) -> range:
    first = max(0, bisect_right(side.starts, start) - 1)
    last = max(first, bisect_right(side.starts, end) - 1)
    return range(first, last + 1)


def _partners(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """Lines that say the same thing, in order on both sides."""
    places: dict[str, list[int]] = {}
    for at, key in enumerate(right):
        places.setdefault(key, []).append(at)
    found: dict[int, int] = {}
    lowest = 0
    for index, key in enumerate(left):
        waiting = places.get(key, [])
        at = bisect_left(waiting, lowest)
        if at < len(waiting):
            found[index] = waiting[at]
            lowest = waiting[at] + 1
    return found


def _kind(left: str | None, right: str | None) -> Kind:
    if left is None:
        return "added"
    if right is None:
        return "removed"
    return "same" if left == right else "changed"


def _places(node: Node, pointer: str) -> Iterator[tuple[int, str]]:
    """Where each value begins (with its key), and where each container ends."""
    for member in node.members or ():
        place = ptr.join(pointer, member.key)
        yield member.start, place
        yield from _places(member.value, place)
    for index, item in enumerate(node.items or ()):
        place = ptr.join(pointer, str(index))
        yield item.start, place
        yield from _places(item, place)
    if node.members is not None or node.items is not None:
        yield node.end - 1, pointer


def _masked(row: Row, mask: TextMask) -> Row:
    """A row whose texts are masked; changed characters are found again, for masks have other lengths."""
    left = mask(row.left.text) if row.left is not None else None
    right = mask(row.right.text) if row.right is not None else None
    if (row.left is None or left == row.left.text) and (row.right is None or right == row.right.text):
        return row
    marks = spans(left, right) if left is not None and right is not None and row.kind == "changed" else ((), ())
    one = Side(row.left.number, left, marks[0]) if row.left is not None and left is not None else None
    other = Side(row.right.number, right, marks[1]) if row.right is not None and right is not None else None
    return Row(one, other, row.kind, row.pointer, row.findings)


@remembered
def _whole(migration: Migration) -> _Whole:
    return _Whole(migration)
