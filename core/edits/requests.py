"""From a request of the operator at a place of the result to the manual edits that fulfil it.

Edits do not depend on each other. So a request inside a value that was edited before changes that edit, a request
around edits takes their place, and one that gives back what the rules made leaves no edit.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace

from core.edits import manual_edit
from core.edits.manual_edit import InForce, Judge, ManualEdit, Op
from core.manifest import pointer as ptr
from core.manifest.overlay import origin
from core.migration.migrate import Migration, migrate
from core.model.base import Json
from core.model.decisions import Decision, Decisions


@dataclass(frozen=True, slots=True)
class EditRequest:
    """`place` is a pointer into the result: of the value to set or remove, or of the container to add to.

    `key` names the new member of an object; an array is added to at its end.
    """

    op: Op
    place: str
    value: Json = None
    key: str = ""


def value_at(migration: Migration, place: str) -> Json:
    """What is at a place of the result. Raises KeyError."""
    return ptr.resolve(migration.tree, place)


def edit_of(migration: Migration, request: EditRequest) -> tuple[ManualEdit | None, tuple[str, ...]]:
    """The edit that carries out a request, None where none is needed, and the ids of those it makes needless."""
    layer = migration.edit_layer
    for item in layer.done:
        edited = layer.result_place(item)
        if item.edit.op == "remove" or not f"{request.place}/".startswith(f"{edited}/"):
            continue
        if request.place == edited and request.op != "add":
            return _again(item, request)
        changed = _changed(item.edit.value, request.place[len(edited) :], request)
        return _kept(replace(item.edit, value=changed), item.before)
    judge = Judge(migration.before, layer.rules)
    place = _base_place(migration, request)
    module, pointer = judge.module_at(place)
    inside = tuple(item.edit.id for item in layer.done if f"{item.place}/".startswith(f"{place}/"))
    if request.op == "remove":
        return ManualEdit("remove", module, pointer), inside
    there = _there(judge, place)
    wanted = ManualEdit("set" if there else "add", module, pointer, request.value)
    kept, needless = _kept(wanted, judge.value(place) if there else None)
    return kept, (*inside, *needless)


def decided(migration: Migration, request: EditRequest, by: str, note: str = "", when: str | None = None) -> Decisions:
    """The decisions with a request carried out; the same ones where it is fulfilled already."""
    edit, needless = edit_of(migration, request)
    items = [item for item in migration.decisions.items if item.finding not in needless]
    if edit is not None:
        judge = Judge(migration.before, migration.edit_layer.rules)
        place = judge.place(edit)
        assert place is not None
        seen = manual_edit.seen(migration.before, migration.edit_layer.rules.value, place, edit.op)
        items = [item for item in items if item.finding != edit.id]
        items.append(Decision(finding=edit.id, answer=edit.answer(), by=by, note=note, when=when, seen=seen))
    return migration.decisions.model_copy(update={"items": tuple(items)})


def fault(migration: Migration, request: EditRequest) -> str | None:
    """Why a request cannot be carried out, None when it can: it is carried out to see."""
    reason = manual_edit.value_fault(request.value)
    if reason is not None:
        return reason
    try:
        wanted = decided(migration, request, "")
    except (KeyError, ValueError, IndexError):
        return manual_edit.no_place()
    tried = migrate(migration.before, migration.device, wanted)
    before = migration.edit_layer.resolutions
    for name, state in tried.edit_layer.resolutions.items():
        if state != "edited" and before.get(name) != state:
            return tried.edit_layer.refused.get(name) or manual_edit.no_place()
    return None


def _again(item: InForce, request: EditRequest) -> tuple[ManualEdit | None, tuple[str, ...]]:
    """Another request at the same place of an edit."""
    if request.op == "set":
        return _kept(replace(item.edit, value=request.value), item.before)
    if item.edit.op == "add":
        return None, (item.edit.id,)
    return ManualEdit("remove", item.edit.module, item.edit.pointer), ()


def _kept(edit: ManualEdit, before: Json) -> tuple[ManualEdit | None, tuple[str, ...]]:
    """An edit that gives back what the rules made is none."""
    if edit.op == "set" and manual_edit.same(edit.value, before):
        return None, (edit.id,)
    return edit, ()


def _changed(value: Json, inner: str, request: EditRequest) -> Json:
    """An edited value with a request inside it carried out. Raises KeyError."""
    copy = deepcopy(value)
    if request.op == "add":
        above = ptr.resolve(copy, inner)
        if isinstance(above, list):
            above.append(request.value)
        elif isinstance(above, dict) and request.key not in above:
            above[request.key] = request.value
        else:
            raise KeyError(inner)
        return copy
    ptr.resolve(copy, inner)
    above, last = ptr.resolve(copy, ptr.parent(inner)), ptr.last(inner)
    token = int(last) if isinstance(above, list) else last
    if request.op == "set":
        above[token] = request.value
    else:
        del above[token]
    return copy


def _base_place(migration: Migration, request: EditRequest) -> str:
    """The place of a request in the tree after the rules. Raises KeyError where there is nothing to edit."""
    layer = migration.edit_layer
    above = value_at(migration, request.place)
    if request.op != "add":
        return origin(layer.own, request.place)
    place = origin(layer.own, request.place)
    if isinstance(above, dict):
        if request.key in above:
            raise KeyError(request.place)
        return ptr.join(place, request.key)
    if not isinstance(above, list):
        raise KeyError(request.place)
    adding = (item.place for item in layer.done if item.edit.op == "add")
    added = [int(ptr.last(pointer)) + 1 for pointer in adding if ptr.parent(pointer) == place]
    return ptr.join(place, max(len(ptr.resolve(layer.rules.value, place)), *added, 0))


def _there(judge: Judge, place: str) -> bool:
    try:
        judge.value(place)
    except KeyError:
        return False
    return True
