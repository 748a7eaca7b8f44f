"""Before and after of a module as aligned rows, each with the findings behind it. No Qt: the view only paints.

Objects pair by key (renamed keys too), arrays by what identifies an element; one row is one line on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Literal, NamedTuple

from core.diff.causes import causes_of
from core.diff.characters import Spans
from core.diff.deployment import without
from core.diff.lines import Line as PrintedLine
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
    found = _Comparison(migration, module_name, mask)
    return tuple(map(found.row, range(len(found.lines))))


class ShownLine(NamedTuple):
    """One line with its numbers in the files, None where a side has none; `hidden` unchanged lines have no line."""

    line: PrintedLine | None
    left: int | None = None
    right: int | None = None
    hidden: int = 0


def folded_lines(migration: Migration, module_name: str, mask: Mask, context: int) -> tuple[ShownLine, ...]:
    """The lines of `fold(rows(…), context)` without findings, in a fraction of the time; empty if nothing changes."""
    found = _Comparison(migration, module_name, mask)
    if all(kind == "same" for kind in found.kinds):
        return ()
    return tuple(
        line
        for run, whole in _runs(found.shown(), context)
        for line in (map(found.line, run) if whole else (ShownLine(None, hidden=len(run)),))
    )


def fold(all_rows: Sequence[Row], context: int = 3) -> tuple[Row, ...]:
    """The same rows with long unchanged stretches folded, `context` rows kept beside each change or finding."""
    shown = [row.kind != "same" or bool(row.findings) for row in all_rows]
    return tuple(
        row
        for run, whole in _runs(shown, context)
        for row in (
            all_rows[run.start : run.stop]
            if whole
            else (Row(None, None, "fold", all_rows[run.start].pointer, hidden=len(run)),)
        )
    )


def _runs(shown: Sequence[bool], context: int) -> Iterator[tuple[range, bool]]:
    """Stretches of rows, and whether they stay whole: near what is shown, or one row alone."""
    keep = [any(shown[max(0, index - context) : index + context + 1]) for index in range(len(shown))]
    start = 0
    for kept, group in groupby(keep):
        end = start + len(list(group))
        yield range(start, end), kept or end == start + 1
        start = end


def differs(migration: Migration, module_name: str) -> bool:
    """Whether anything of a module changes."""
    return any(row.kind != "same" for row in rows(migration, module_name))


class _Comparison:
    """The lines of a module, or of the deployment without the modules, with what is behind each."""

    def __init__(self, migration: Migration, module_name: str, mask: Mask | None) -> None:
        before, after, base, moved = _values(migration, module_name)
        keys = [ptr.last(pointer) if pointer else None for pointer in (base, moved)]
        shown = (before, after) if mask is None else (mask(before), mask(after))
        self.migration, self.base, self.moved = migration, base, moved
        self.lines = _printer(migration).lines(Pair(*shown, "", "", *keys), migration.plan.at(base))
        self.kinds = list(map(kind_of, self.lines))
        self._left, self._right = _Lines(migration.before, base), _Lines(migration.after(), moved)

    def row(self, index: int) -> Row:
        """A line with its numbers in the files and the findings behind it."""
        line, (_, left_number, right_number, _) = self.lines[index], self.line(index)
        left = None if line.left is None else Side(left_number, line.left, line.left_spans)
        right = None if line.right is None else Side(right_number, line.right, line.right_spans)
        before, after = self.base + line.pointer, self.moved + line.after
        where, place = after if left is None else before, "" if right is None else after
        return Row(left, right, self.kinds[index], where, self._findings[index], place=place)

    def line(self, index: int) -> ShownLine:
        """A line with its numbers in the files."""
        line = self.lines[index]
        left = None if line.left is None else self._left.of(line.pointer, line.closing)
        return ShownLine(line, left, None if line.right is None else self._right.of(line.after, line.closing))

    def shown(self) -> list[bool]:
        """Whether a line is changed or has a finding; what is behind the changes is rarely needed for this."""
        shown = [kind != "same" for kind in self.kinds]
        ids, rows = causes_of(self.migration).ids, _RowsByPlace(self._pointers(), self.base)
        changing = []
        for finding in _findings_at(self.migration, self.base):
            index = rows.of(finding.pointer)
            if index is not None and finding.id not in ids:
                shown[index] = True
            elif index is not None:
                changing.append((index, finding.id))
        for index, name in changing:
            shown[index] = shown[index] or name not in self._explaining
        return shown

    @cached_property
    def _findings(self) -> list[tuple[str, ...]]:
        findings = [*self._causes]
        extra = _extra(_RowsByPlace(self._pointers(), self.base), self._explaining, self.migration)
        for index, more in extra.items():
            findings[index] = (*findings[index], *more)
        return findings

    @cached_property
    def _causes(self) -> list[tuple[str, ...]]:
        """The findings behind each change."""
        causes = causes_of(self.migration)
        return [
            causes.of(kind, self.base + line.pointer, self.moved + line.after)
            for kind, line in zip(self.kinds, self.lines, strict=True)
        ]

    @cached_property
    def _explaining(self) -> set[str]:
        return {finding for there in self._causes for finding in there}

    def _pointers(self) -> list[str]:
        """The places of the lines before the migration, or after it for added ones."""
        base, moved = self.base, self.moved
        return [moved + line.after if line.left is None else base + line.pointer for line in self.lines]


def _values(migration: Migration, module_name: str) -> tuple[Json, Json, str, str]:
    """A module before and after, and its places."""
    if module_name == "":
        places = [module.pointer for module in migration.before.modules]
        moved = list(map(migration.plan.moved, places))
        return without(migration.before.tree, places), without(migration.tree, moved), "", ""
    module = migration.before.module(module_name)
    if module is None:
        raise KeyError(module_name)
    after = migration.plan.moved(module.pointer)
    return module.body, ptr.resolve(migration.tree, after), module.pointer, after


@remembered
def _printer(_migration: Migration) -> Printer:
    return Printer()


def kind_of(line: PrintedLine) -> Kind:
    """What happened to a line."""
    if line.left is None:
        return "added"
    return "removed" if line.right is None else "changed" if line.changed else "same"


class _Lines:
    """The lines of the places below a pointer in a file."""

    def __init__(self, manifest: Manifest, pointer: str) -> None:
        self.source, self.pointer = manifest.source, pointer
        self.base = pointer if pointer.startswith(manifest.root) else manifest.root
        self.node = place_of(manifest, pointer)
        self.known: dict[str, tuple[int, int, Node | None]] = {}
        self.text, self.line = "\n", 0
        """The start of the places within the string that was last seen, and its line."""

    def of(self, below: str, closing: bool) -> int:
        if below.startswith(self.text):
            return self.line
        found = self.known.get(below) or self._at(below)
        return found[1] if closing else found[0]

    def _at(self, below: str) -> tuple[int, int, Node | None]:
        """The first and the last line of a place, and its node; within a string the line of that, without a node."""
        found = self.known.get(below)
        if found is None:
            node: Node | None = self.node
            if below and len(self.pointer) + len(below) > len(self.base):
                first, _, above = self._at(ptr.parent(below))
                node = None if above is None else above.child(ptr.last(below))
                if above is not None and above.members is None and above.items is None:
                    self.text, self.line = ptr.parent(below) + "/", first
            if node is None:
                found = (first, first, None)
            else:
                found = (self.source.line(node.start), self.source.line(node.end - 1), node)
            self.known[below] = found
        return found


class _RowsByPlace:
    """The first row at each place, to find the one of a finding that changes nothing."""

    def __init__(self, pointers: Sequence[str], base: str) -> None:
        self._places = {
            pointer: index for index, pointer in zip(range(len(pointers))[::-1], pointers[::-1], strict=True)
        }
        self.base = base

    def of(self, pointer: str) -> int | None:
        """The row at a place, or at the nearest place above it, which is not outside the module."""
        where = pointer
        while where not in self._places and where:
            where = ptr.parent(where)
        return self._places.get(where) if where == pointer or len(where) >= len(self.base) else None


def attach(given: Sequence[Row], migration: Migration, base: str) -> Iterator[Row]:
    """Adds findings that change nothing yet to the row of their place, or of the nearest place above it."""
    shown = {finding for row in given for finding in row.findings}
    extra = _extra(_RowsByPlace([row.pointer for row in given], base), shown, migration)
    for index, row in enumerate(given):
        yield row._replace(findings=(*row.findings, *extra[index])) if index in extra else row


def _extra(rows: _RowsByPlace, shown: Collection[str], migration: Migration) -> dict[int, list[str]]:
    """Findings that are at none of the rows, by the row at which they are shown."""
    extra: dict[int, list[str]] = {}
    for finding in _findings_at(migration, rows.base):
        index = None if finding.id in shown else rows.of(finding.pointer)
        if index is not None:
            extra.setdefault(index, []).append(finding.id)
    return extra


def _findings_at(migration: Migration, base: str) -> Sequence[Finding]:
    """The findings of a module in their order; for no module those that are in none."""
    known = _by_place(migration)
    if base:
        return known.within(base)
    places = (module.pointer for module in migration.before.modules if module.pointer)
    inside = {finding.id for place in places for finding in known.within(place)}
    return [finding for finding in known.within("") if finding.id not in inside]


@remembered
def _by_place(migration: Migration) -> Prefixes[Finding]:
    edits = (finding for finding in migration.edits if migration.resolution(finding.id) == "edited")
    shown = (finding for finding in migration.findings if migration.status(finding.id) is not None)
    return Prefixes((finding.pointer, finding) for finding in (*shown, *edits))
