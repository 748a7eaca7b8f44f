"""Counts and locates the changes: the one count that every page and the report share.

A change is one line of the ledger that is not kept. It is counted at the place that it changes, not at that of its
finding: a renamed module changes routes of the deployment and start orders of other modules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from core.diff.rows import Row
from core.manifest import pointer as ptr
from core.migration.ledger import Entry
from core.migration.migrate import Migration
from core.model.remembered import remembered

ByModule = Mapping[str, tuple[Entry, ...]]


@remembered
def by_module(migration: Migration) -> ByModule:
    """The changes by module in document order; those outside the modules come first, under the empty name.

    Every module is listed, also without a change; the empty name only if there are such changes.
    """
    places = {module.pointer: module.name for module in migration.before.modules}
    found: dict[str, list[Entry]] = {name: [] for name in ("", *places.values())}
    for entry in migration.ledger:
        if entry.kind != "kept":
            found[_module(entry.pointer, places)].append(entry)
    if not found[""] and not any(finding.module == "" for finding in migration.findings):
        del found[""]
    return {name: tuple(entries) for name, entries in found.items()}


def count(migration: Migration) -> int:
    """How many changes there are in all."""
    return sum(len(entries) for entries in by_module(migration).values())


def counts(runs: Sequence[range], rows: Sequence[Row], entries: Sequence[Entry]) -> tuple[int, ...]:
    """How many of the changes are at each run of rows; every change is at exactly one.

    `rows` are those of the module the entries belong to, without folds. A change without a row of its own (text
    within text, a closing bracket) is at the row of its nearest container, else at the run after it.
    """
    found = [0] * len(runs)
    starts = [run.start for run in runs]
    rows_before, rows_after = _first_rows(rows)
    for entry in entries if runs else ():
        row = _row(entry, rows_before, rows_after)
        at = bisect_right(starts, row) - 1
        if at < 0 or row not in runs[at]:
            at = min(at + 1, len(runs) - 1)
        found[at] += 1
    return tuple(found)


def _module(pointer: str, places: Mapping[str, str]) -> str:
    where = pointer
    while where and where not in places:
        where = ptr.parent(where)
    return places.get(where, "")


def _first_rows(rows: Sequence[Row]) -> tuple[dict[str, int], dict[str, int]]:
    """The first row of each place before, and of each place after that only the result has."""
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for index, row in enumerate(rows):
        (after if row.kind == "added" else before).setdefault(row.pointer, index)
    return before, after


def _row(entry: Entry, before: Mapping[str, int], after: Mapping[str, int]) -> int:
    ways = ((after, entry.after_pointer), (before, entry.pointer))
    for places, pointer in ways if entry.kind == "added" else ways[::-1]:
        if pointer in places:
            return places[pointer]
    where = entry.pointer
    while where and where not in before:
        where = ptr.parent(where)
    return before.get(where, 0)
