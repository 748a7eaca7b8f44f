"""The ledger lists the outcome for each value that a finding or a manual edit affected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from core.edits.manual_edit import InForce
from core.edits.plan import Layer
from core.manifest import edit
from core.manifest import pointer as ptr
from core.model.base import Json
from core.model.changes import Change
from core.model.findings import Finding
from core.model.record import record
from core.model.states import Resolution

Kind = Literal["kept", "changed", "removed", "added"]
_KINDS: Mapping[str, Kind] = {"add": "added", "remove": "removed"}


@record
class Entry:
    """One line of the ledger: the outcome for a value, and the finding behind it.

    `pointer` is in the tree before (empty `before` for something added), `after_pointer` in the tree after. `change` is
    that of the rule, `edit` the manual edit; a value that was kept has neither.
    """

    kind: Kind
    pointer: str
    after_pointer: str
    before: Json
    after: Json
    finding: str
    change: Change | None = None
    edit: InForce | None = None


def of_all(
    tree: Json,
    layer: Layer,
    changes: Sequence[Change],
    findings: Sequence[Finding],
    resolutions: Mapping[str, Resolution],
) -> tuple[Entry, ...]:
    """Builds the ledger: changes of the rules in their order, kept values, manual edits. `tree` is that before."""
    found = _of_rules(tree, layer.rules, changes, findings, resolutions)
    if not layer.done:
        return tuple(found)
    moved = (replace(entry, after_pointer=layer.moved(entry.after_pointer)) for entry in found)
    return (*moved, *(_of_edit(layer, item) for item in layer.done))


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


def _of_edit(layer: Layer, item: InForce) -> Entry:
    wanted, kind = item.edit, _KINDS.get(item.edit.op, "changed")
    before, after = layer.before(item.place), layer.result_place(item)
    return Entry(kind, before, after, item.before, wanted.value, wanted.id, edit=item)


def _entry(tree: Json, plan: edit.Plan, change: Change) -> Entry:
    after_pointer, kind = plan.moved(change.pointer), _KINDS.get(change.op, "changed")
    before = after = None
    if change.op == "add":
        after_pointer, after = _appended(plan, after_pointer, change), change.value
    elif change.op == "rename":
        before, after = ptr.last(change.pointer), change.value
    else:
        before = ptr.resolve(tree, change.pointer)
    if change.op == "replace":
        after = change.value
    elif change.op == "edit":
        after = ptr.resolve(plan.value, after_pointer)
    return Entry(kind, change.pointer, after_pointer, before, after, change.finding, change)


def _appended(plan: edit.Plan, after_pointer: str, change: Change) -> str:
    """The index an appended element got, instead of `-`."""
    if ptr.last(change.pointer) != "-":
        return after_pointer
    array = ptr.resolve(plan.value, after_pointer.removesuffix("/-"))
    index = next(i for i, item in enumerate(array) if item is change.value)
    return ptr.join(after_pointer.removesuffix("/-"), index)
