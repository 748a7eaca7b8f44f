"""Before and after of a module as aligned rows, each with the findings behind it. No Qt: the view only paints.

Objects pair by key (renamed keys too), arrays by what identifies an element; one row is one line on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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


def folded_rows(migration: Migration, module_name: str, mask: Mask | None = None, context: int = 3) -> tuple[Row, ...]:
    """The same as `fold(rows(…), context)`, without making the rows that are hidden."""
    found = _Comparison(migration, module_name, mask)
    return _folded(found.row, [kind != "same" for kind in found.kinds], found.findings, context)


def fold(all_rows: Sequence[Row], context: int = 3) -> tuple[Row, ...]:
    """The same rows with long unchanged stretches folded, `context` rows kept beside each change or finding."""
    changed, findings = [row.kind != "same" for row in all_rows], [row.findings for row in all_rows]
    return _folded(all_rows.__getitem__, changed, findings, context)


def _folded(
    row: Callable[[int], Row], changed: Sequence[bool], findings: Sequence[Sequence[str]], context: int
) -> tuple[Row, ...]:
    keep = [False] * len(changed)
    for index, is_changed in enumerate(changed):
        if is_changed or findings[index]:
            for near in range(max(0, index - context), min(len(changed), index + context + 1)):
                keep[near] = True
    folded: list[Row] = []
    start = 0
    while start < len(changed):
        end = start
        while end < len(changed) and not keep[end]:
            end += 1
        if end - start > 1:
            folded.append(Row(None, None, "fold", row(start).pointer, hidden=end - start))
        else:
            folded += map(row, range(start, end))
        if end < len(changed):
            folded.append(row(end))
        start = end + 1
    return tuple(folded)


def differs(migration: Migration, module_name: str) -> bool:
    """Whether anything of a module changes."""
    return any(row.kind != "same" for row in rows(migration, module_name))


class _Comparison:
    """The lines of a module, or of the deployment without the modules, with what is behind each."""

    def __init__(self, migration: Migration, module_name: str, mask: Mask | None) -> None:
        before, after, base, moved = _values(migration, module_name)
        keys = [ptr.last(pointer) if pointer else None for pointer in (base, moved)]
        shown = (before, after) if mask is None else (mask(before), mask(after))
        self.base, self.moved = base, moved
        self.lines = _printer(migration).lines(Pair(*shown, "", "", *keys), migration.plan.at(base))
        self.kinds = list(map(_kind, self.lines))
        self._left, self._right = _Lines(migration.before, base), _Lines(migration.after(), moved)
        causes = causes_of(migration)
        self.findings = [
            () if kind == "same" else causes.of(kind, base + line.pointer, moved + line.after)
            for kind, line in zip(self.kinds, self.lines, strict=True)
        ]
        pointers = map(self.pointer, range(len(self.lines)))
        for index, extra in _extra(pointers, self.findings, migration, base).items():
            self.findings[index] = (*self.findings[index], *extra)

    def pointer(self, index: int) -> str:
        """The place of a line before the migration, or after it for an added one."""
        line = self.lines[index]
        return self.moved + line.after if line.left is None else self.base + line.pointer

    def row(self, index: int) -> Row:
        """A line with its numbers in the files."""
        line = self.lines[index]
        before, after = self.base + line.pointer, self.moved + line.after
        left = right = None
        if line.left is not None:
            left = Side(self._left.of(before, line.closing), line.left, line.left_spans)
        if line.right is not None:
            right = Side(self._right.of(after, line.closing), line.right, line.right_spans)
        place = after if right is not None else ""
        return Row(
            left, right, self.kinds[index], before if left is not None else after, self.findings[index], place=place
        )


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


def _kind(line: PrintedLine) -> Kind:
    if line.left is None:
        return "added"
    return "removed" if line.right is None else "changed" if line.changed else "same"


class _Lines:
    def __init__(self, manifest: Manifest, pointer: str) -> None:
        self.source = manifest.source
        self.base = pointer if pointer.startswith(manifest.root) else manifest.root
        self.node = place_of(manifest, pointer)
        self.known: dict[str, tuple[int, int, Node | None]] = {}
        self.text, self.line = "\n", 0
        """The start of the pointers within the string that was last seen, and its line."""

    def of(self, pointer: str, closing: bool) -> int:
        if pointer.startswith(self.text):
            return self.line
        found = self.known.get(pointer) or self._at(pointer)
        return found[1] if closing else found[0]

    def _at(self, pointer: str) -> tuple[int, int, Node | None]:
        """The first and the last line of a place, and its node; within a string the line of that, without a node."""
        found = self.known.get(pointer)
        if found is None:
            node: Node | None = self.node
            if len(pointer) > len(self.base):
                first, _, above = self._at(ptr.parent(pointer))
                node = None if above is None else above.child(ptr.last(pointer))
                if above is not None and above.members is None and above.items is None:
                    self.text, self.line = ptr.parent(pointer) + "/", first
            if node is None:
                found = (first, first, None)
            else:
                found = (self.source.line(node.start), self.source.line(node.end - 1), node)
            self.known[pointer] = found
        return found


def attach(given: Sequence[Row], migration: Migration, base: str) -> Iterator[Row]:
    """Adds findings that change nothing yet to the row of their place, or of the nearest place above it."""
    extra = _extra((row.pointer for row in given), [row.findings for row in given], migration, base)
    for index, row in enumerate(given):
        yield row._replace(findings=(*row.findings, *extra[index])) if index in extra else row


def _extra(
    pointers: Iterable[str], findings: Sequence[Sequence[str]], migration: Migration, base: str
) -> dict[int, list[str]]:
    """Findings that are at none of the rows, by the row at which they are shown."""
    shown = {finding for there in findings for finding in there}
    places: dict[str, int] = {}
    for index, pointer in enumerate(pointers):
        places.setdefault(pointer, index)
    extra: dict[int, list[str]] = {}
    for finding in _findings_at(migration, base):
        if finding.id in shown:
            continue
        where = finding.pointer
        while where not in places and where:
            where = ptr.parent(where)
        if where in places and (where == finding.pointer or len(where) >= len(base)):
            extra.setdefault(places[where], []).append(finding.id)
    return extra


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
