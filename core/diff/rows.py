"""Before and after of a module as aligned rows, each with the findings behind it. No Qt: the view only paints.

Objects pair by key (renamed keys too), arrays by what identifies an element; one row is one line on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from core.diff.characters import Spans
from core.diff.deployment import without
from core.diff.lines import Pair, Printer
from core.manifest import pointer as ptr
from core.manifest.locate import place_of
from core.manifest.manifest import Manifest
from core.manifest.nodes import Node
from core.manifest.prefixes import Prefixes
from core.migration.migrate import Migration
from core.model.base import Json
from core.model.findings import Finding
from core.model.remembered import remembered

Kind = Literal["same", "changed", "added", "removed", "fold"]
Mask = Callable[[Json], Json]


class Side(NamedTuple):
    """One line of one side: the line of the real file it comes from, its text, and the changed character ranges."""

    number: int | None
    text: str
    spans: Spans = ()


class Row(NamedTuple):
    """One block on both sides; a missing side is None. A `fold` represents `hidden` unchanged rows.

    `pointer` names the place before the migration, or after it for an added row; `place` that of the right side in
    the result, empty where there is none.
    """

    left: Side | None
    right: Side | None
    kind: Kind
    pointer: str
    findings: tuple[str, ...] = ()
    hidden: int = 0
    place: str = ""


@remembered
def rows(migration: Migration, module_name: str, mask: Mask | None = None) -> tuple[Row, ...]:
    """The rows of one module, create options decoded; of everything outside the modules for the empty name.

    `mask` changes the values that are shown (a Redactor's `value`); places and findings stay.
    """
    if module_name == "":
        return _deployment_rows(migration, mask)
    module = migration.before.module(module_name)
    if module is None:
        raise KeyError(module_name)
    after_pointer = migration.plan.moved(module.pointer)
    after = ptr.resolve(migration.tree, after_pointer)
    keys = [ptr.last(pointer) if pointer else None for pointer in (module.pointer, after_pointer)]
    pair = Pair(_shown(module.body, mask), _shown(after, mask), module.pointer, after_pointer, *keys)
    return _rows(migration, pair, _Files(migration, module.pointer, after_pointer))


def _shown(value: Json, mask: Mask | None) -> Json:
    return value if mask is None else mask(value)


def fold(all_rows: Sequence[Row], context: int = 3) -> tuple[Row, ...]:
    """The same rows with long unchanged stretches folded, `context` rows kept beside each change or finding."""
    keep = [False] * len(all_rows)
    for index, row in enumerate(all_rows):
        if row.kind != "same" or row.findings:
            for near in range(max(0, index - context), min(len(all_rows), index + context + 1)):
                keep[near] = True
    folded: list[Row] = []
    start = 0
    while start < len(all_rows):
        end = start
        while end < len(all_rows) and not keep[end]:
            end += 1
        if end - start > 1:
            folded.append(Row(None, None, "fold", all_rows[start].pointer, hidden=end - start))
        else:
            folded += all_rows[start:end]
        if end < len(all_rows):
            folded.append(all_rows[end])
        start = end + 1
    return tuple(folded)


def differs(migration: Migration, module_name: str) -> bool:
    """Whether anything of a module changes."""
    return any(row.kind != "same" for row in rows(migration, module_name))


class _Files:
    """Line numbers of the real files, before and after."""

    def __init__(self, migration: Migration, before: str, after: str) -> None:
        self.left = _Lines(migration.before, before)
        self.right = _Lines(migration.after(), after)


class _Lines:
    def __init__(self, manifest: Manifest, pointer: str) -> None:
        self.source = manifest.source
        self.base = pointer if pointer.startswith(manifest.root) else manifest.root
        self.node = place_of(manifest, pointer)
        self.known: dict[str, tuple[Node, bool]] = {}

    def of(self, pointer: str, closing: bool) -> int:
        found, exact = self.known.get(pointer) or self._at(pointer)
        return self.source.line(found.end - 1 if closing and exact else found.start)

    def _at(self, pointer: str) -> tuple[Node, bool]:
        """The node of a place, and whether it is that place or the nearest one above it. Rows share what is above."""
        if len(pointer) <= len(self.base):
            return self.node, True
        if pointer not in self.known:
            above, exact = self._at(ptr.parent(pointer))
            node = above.child(ptr.last(pointer)) if exact else None
            self.known[pointer] = (above, False) if node is None else (node, True)
        return self.known[pointer]


def _rows(migration: Migration, pair: Pair, files: _Files) -> tuple[Row, ...]:
    causes = causes_of(migration)
    result: list[Row] = []
    for line in Printer(migration.plan).lines(pair):
        left = right = None
        if line.left is not None:
            left = Side(files.left.of(line.pointer, line.closing), line.left, line.left_spans)
        if line.right is not None:
            right = Side(files.right.of(line.after, line.closing), line.right, line.right_spans)
        kind: Kind = "added" if left is None else "removed" if right is None else "changed" if line.changed else "same"
        pointer = line.after if left is None else line.pointer
        place = line.after if right is not None else ""
        result.append(Row(left, right, kind, pointer, causes.of(kind, line.pointer, line.after), place=place))
    return tuple(attach(result, migration, pair.pointer))


@remembered
def causes_of(migration: Migration) -> Causes:
    """The findings behind the changes, by place; made once."""
    return Causes(migration)


class Causes:
    """Findings by place: of a change at the place itself, above it, or (for a container added or removed) below it."""

    def __init__(self, migration: Migration) -> None:
        self.before: dict[str, list[str]] = {}
        self.after: dict[str, list[str]] = {}
        self.keys: dict[str, list[str]] = {}
        self._edits = _Edits(migration)
        for entry in migration.ledger:
            if entry.edit is not None:
                continue
            if entry.change is not None and entry.change.op == "rename":
                self.keys.setdefault(entry.pointer, []).append(entry.finding)
                continue  # a new name explains its own row, and nothing below it
            if entry.kind in ("changed", "removed"):
                self.before.setdefault(entry.pointer, []).append(entry.finding)
            if entry.kind in ("changed", "added"):
                self.after.setdefault(entry.after_pointer, []).append(entry.finding)
        self._below_before = Prefixes(self.before.items())
        self._below_after = Prefixes(self.after.items())

    def of(self, kind: str, before: str, after: str) -> tuple[str, ...]:
        """The manual edits and the findings behind a row of this kind, by its places before and after."""
        if kind == "same":
            return ()
        own, below = self._edits.of(kind, before, after)
        if not own:
            found = (*self._of_rules(kind, before, after), *below)
            return tuple(dict.fromkeys(found or self._edits.inside(before, after)))
        there = (*_upwards(self.before, before if kind != "added" else ""), *_upwards(self.after, after))
        return tuple(dict.fromkeys((*own, *there)))

    def _of_rules(self, kind: str, before: str, after: str) -> tuple[str, ...]:
        if kind == "added":
            return self._after(after) or self._before(before)
        if kind == "changed" and before in self.keys:
            return tuple(dict.fromkeys((*self.keys[before], *self.before.get(before, ()))))
        return self._before(before) or self._after(after)

    def _before(self, pointer: str) -> tuple[str, ...]:
        return _look(self.before, self._below_before, pointer)

    def _after(self, pointer: str) -> tuple[str, ...]:
        return _look(self.after, self._below_after, pointer)


class _Edits:
    """Manual edits by place: what they left explains a row of the result, what they took one of the original."""

    def __init__(self, migration: Migration) -> None:
        self._left: dict[str, list[str]] = {}
        self._taken: dict[str, list[str]] = {}
        for entry in migration.ledger:
            if entry.edit is None:
                continue
            if entry.kind != "removed":
                self._left.setdefault(entry.after_pointer, []).append(entry.finding)
            if entry.kind != "added":
                self._taken.setdefault(entry.pointer, []).append(entry.finding)
        self._below_left = Prefixes(self._left.items())
        self._below_taken = Prefixes(self._taken.items())

    def of(self, kind: str, before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Edits at the place of a row or around it; and for a container come or gone those inside it."""
        edits, inside, place = self._left, self._below_left, after
        if kind == "removed":
            edits, inside, place = self._taken, self._below_taken, before
        own = _upwards(edits, place) if edits else ()
        return own, () if own or kind == "changed" else _inside(inside, place)

    def inside(self, before: str, after: str) -> tuple[str, ...]:
        """Edits inside a container on either side: one that becomes empty, or was, has a row come and one gone."""
        return (*_inside(self._below_left, after), *_inside(self._below_taken, before))


def _upwards(causes: Mapping[str, list[str]], pointer: str) -> tuple[str, ...]:
    where = pointer
    while where and where not in causes:
        where = ptr.parent(where)
    return tuple(dict.fromkeys(causes.get(where, ()) if where else ()))


def _inside(below: Prefixes[list[str]], pointer: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding for found in below.starting(pointer + "/") for finding in found))


def _look(causes: Mapping[str, list[str]], below: Prefixes[list[str]], pointer: str) -> tuple[str, ...]:
    return _upwards(causes, pointer) or _inside(below, pointer)


def attach(given: Sequence[Row], migration: Migration, base: str) -> Iterator[Row]:
    """Adds findings that change nothing yet to the row of their place, or of the nearest place above it."""
    shown = {finding for row in given for finding in row.findings}
    places: dict[str, int] = {}
    for index, row in enumerate(given):
        places.setdefault(row.pointer, index)
    extra: dict[int, list[str]] = {}
    for finding in _findings_at(migration, base):
        if finding.id in shown:
            continue
        where = finding.pointer
        while where not in places and where:
            where = ptr.parent(where)
        if where in places and (where == finding.pointer or len(where) >= len(base)):
            extra.setdefault(places[where], []).append(finding.id)
    for index, row in enumerate(given):
        yield row._replace(findings=(*row.findings, *extra[index])) if index in extra else row


def _findings_at(migration: Migration, base: str) -> Sequence[Finding]:
    known = _by_place(migration)
    if base:
        return known.starting(base)
    modules = Prefixes((f"{finding.pointer}/", finding.id) for finding in known.starting(""))
    places = [module.pointer for module in migration.before.modules if module.pointer]
    inside = {name for place in places for name in modules.starting(f"{place}/")}
    return [finding for finding in known.starting("") if finding.id not in inside]


@remembered
def _by_place(migration: Migration) -> Prefixes[Finding]:
    edits = (finding for finding in migration.edits if migration.resolution(finding.id) == "edited")
    shown = (finding for finding in migration.findings if migration.status(finding.id) is not None)
    return Prefixes((finding.pointer, finding) for finding in (*shown, *edits))


def _deployment_rows(migration: Migration, mask: Mask | None) -> tuple[Row, ...]:
    before = without(migration.before.tree, [module.pointer for module in migration.before.modules])
    moved = [migration.plan.moved(module.pointer) for module in migration.before.modules]
    after = without(migration.tree, moved)
    return _rows(migration, Pair(_shown(before, mask), _shown(after, mask), "", ""), _Files(migration, "", ""))
