"""The ledger: what became of each value that a finding or a manual edit touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.edits.edit import InForce
from core.edits.plan import Layer
from core.manifest import edit
from core.manifest import pointer as ptr
from core.model.base import Json
from core.model.changes import Change
from core.model.findings import Finding
from core.model.states import Resolution

Kind = Literal["kept", "changed", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what became of a value, and by which finding.

    `pointer` is in the tree before (empty `before` for something added), `after_pointer` in the tree after.
    """

    kind: Kind
    pointer: str
    after_pointer: str
    before: Json
    after: Json
    finding: str


def of_all(
    tree: Json,
    hand: Layer,
    changes: Sequence[Change],
    findings: Sequence[Finding],
    resolutions: Mapping[str, Resolution],
) -> tuple[Entry, ...]:
    """The changes of the rules in their order, then what was kept, then the manual edits. `tree` is that before."""
    found = _of_rules(tree, hand.rules, changes, findings, resolutions)
    if not hand.done:
        return tuple(found)
    moved = (replace(entry, after_pointer=hand.moved(entry.after_pointer)) for entry in found)
    return (*moved, *(_by_hand(hand, item) for item in hand.done))


def _of_rules(
    tree: Json,
    plan: edit.Plan,
    changes: Sequence[Change],
    findings: Sequence[Finding],
    resolutions: Mapping[str, Resolution],
) -> Iterator[Entry]:
    yield from (_entry(tree, plan, change) for change in changes)
    for finding in findings:
        if resolutions[finding.id] is Resolution.KEPT:
            yield Entry("kept", finding.pointer, plan.moved(finding.pointer), None, None, finding.id)


def _by_hand(hand: Layer, item: InForce) -> Entry:
    kinds: dict[str, Kind] = {"set": "changed", "remove": "removed", "add": "added"}
    wanted, after_pointer = item.edit, hand.result_place(item)
    return Entry(kinds[wanted.op], hand.before(item.place), after_pointer, item.before, wanted.value, wanted.id)


def _entry(tree: Json, plan: edit.Plan, change: Change) -> Entry:
    after_pointer = plan.moved(change.pointer)
    if change.op == "add":
        after_pointer = _appended(plan, after_pointer, change)
        return Entry("added", change.pointer, after_pointer, None, change.value, change.finding)
    before = ptr.resolve(tree, change.pointer)
    if change.op == "rename":
        return Entry("changed", change.pointer, after_pointer, ptr.last(change.pointer), change.value, change.finding)
    if change.op == "remove":
        return Entry("removed", change.pointer, after_pointer, before, None, change.finding)
    after = change.value if change.op == "replace" else ptr.resolve(plan.value, after_pointer)
    return Entry("changed", change.pointer, after_pointer, before, after, change.finding)


def _appended(plan: edit.Plan, after_pointer: str, change: Change) -> str:
    """The index an appended element got, instead of `-`."""
    if ptr.last(change.pointer) != "-":
        return after_pointer
    array = ptr.resolve(plan.value, after_pointer.removesuffix("/-"))
    index = next(i for i, item in enumerate(array) if item is change.value)
    return ptr.join(after_pointer.removesuffix("/-"), index)
