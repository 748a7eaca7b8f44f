"""Manual edits: one value of the result set, added or removed by the operator, as a second layer after all rules.

An edit is a Decision `hand-edit/<module>/<pointer>`. Its pointer is in the tree after the rules, relative to the
entry of the module (to the whole file for the empty name), and does not depend on other edits: taking one back
moves no other. An array is added to at its end: an index from its length on means "after what is there, in this order".
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from core.docker.identity import identity
from core.manifest import pointer as ptr
from core.manifest.edit import Plan
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.changes import Change
from core.model.decisions import Decision, Decisions
from core.model.findings import finding_id
from core.redaction.redactor import known_to
from core.text.catalogue import _

RULE = "hand-edit"
"""The first part of the id, where a finding has its rule."""

DEEPEST = 100
"""Levels of a typed value; a manifest as a whole may have twice as many."""

Op = Literal["set", "add", "remove"]


@dataclass(frozen=True, slots=True)
class ManualEdit:
    """What the operator wants at one place. `value` is JSON, None for `remove`."""

    op: Op
    module: str
    pointer: str
    value: Json = None

    @property
    def id(self) -> str:
        """The id of its Decision: opaque, so the answer names module and pointer once more."""
        return finding_id(RULE, self.module, self.pointer.removeprefix("/"))

    @property
    def key(self) -> str:
        """The name the value is under: that of the variable for an `env` value, else the last key."""
        return ptr.last(self.pointer.removesuffix("/value"))

    def answer(self) -> dict[str, Json]:
        """The answer of its Decision."""
        by_id = {"op": self.op, "module": self.module, "pointer": self.pointer}
        return by_id if self.op == "remove" else {**by_id, "value": self.value}


@dataclass(frozen=True, slots=True)
class InForce:
    """An edit that is carried out: at which place of the tree after the rules, and what the rules left there."""

    edit: ManualEdit
    decision: Decision
    place: str
    before: Json


def is_edit(name: str) -> bool:
    """Whether an id is that of a manual edit."""
    return name.startswith(f"{RULE}/")


def parsed(item: Decision) -> ManualEdit | None:
    """The edit of a decision; None where the answer is none, or is one for another place."""
    given = item.answer
    if not isinstance(given, dict):
        return None
    op = next((known for known in get_args(Op) if given.get("op") == known), None)
    module, pointer = given.get("module"), given.get("pointer")
    fields = {"op", "module", "pointer"} | (set() if op == "remove" else {"value"})
    if op is None or given.keys() != fields:
        return None
    if not isinstance(module, str) or not isinstance(pointer, str) or not pointer.startswith("/"):
        return None
    edit = ManualEdit(op, module, pointer, given.get("value"))
    return edit if edit.id == item.finding else None


def given(decisions: Decisions) -> list[tuple[Decision, ManualEdit | None]]:
    """All manual edits, in an order of their own: the same file comes out in whatever order they were made."""
    found = [(item, parsed(item)) for item in decisions.by_finding().values() if is_edit(item.finding)]
    return sorted(found, key=lambda pair: (pair[1] is not None, _order(pair[1]), pair[0].finding))


def _order(edit: ManualEdit | None) -> list[tuple[int, int, str]]:
    """By module and place, an array's elements by number."""
    tokens = () if edit is None else (edit.module, *ptr.split(edit.pointer))
    return [(1, int(token), "") if _is_index(token) else (0, 0, token) for token in tokens]


def _is_index(token: str) -> bool:
    return token.isascii() and token.isdecimal() and len(token) < 9


def no_place() -> str:
    """Said of a place that takes no edit."""
    return _("this value cannot be edited manually")


def value_fault(value: Json) -> str | None:
    """Why a value is none for a manifest, None when it is one."""
    for item, depth in _walk(value):
        if depth > DEEPEST:
            return _("the value is nested deeper than {count} levels").format(count=DEEPEST)
        if isinstance(item, float) and not math.isfinite(item):
            return _("this is not a JSON number")
        if isinstance(item, str) and any("\ud800" <= letter <= "\udfff" for letter in item):
            return _("the text contains an incomplete character")
    return None


def _walk(value: Json, depth: int = 0) -> Iterator[tuple[Json, int]]:
    yield value, depth
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, depth
            yield from _walk(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)


def same(one: Json, other: Json) -> bool:
    """Whether two values are written alike: 1, 1.0 and true are three values."""
    return json.dumps(one) == json.dumps(other)


def seen(manifest: Manifest, tree: Json, place: str, op: Op) -> str | None:
    """A hash of the array elements on the way to a place, by what makes them the same ones, masked; None for none.

    The index of an element means another one when a rule is answered otherwise; a key always means its member.
    """
    passed, value = [], tree
    for token in ptr.split(place) if op != "add" else ptr.split(ptr.parent(place)):
        if isinstance(value, list):
            value = value[int(token)]
            passed.append(identity(value))
        else:
            value = value[token]
    if not passed:
        return None
    text = json.dumps(known_to(manifest).value(passed))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


class Judge:
    """Says of edits where they are in the tree after the rules, and what speaks against them."""

    def __init__(self, manifest: Manifest, plan: Plan) -> None:
        self._manifest, self._plan = manifest, plan
        entries = {plan.moved(module.pointer): module for module in manifest.modules}
        self._entries = entries
        self._groups = {ptr.parent(entry) for entry in entries}
        frames = [place.pointer for place in (manifest.agent, manifest.hub) if place is not None]
        kept = [*(f"{entry}/settings/createOptions" for entry in entries), *map(plan.moved, frames), manifest.root]
        self._kept = {above for place in kept for above in _upwards(place)}

    def place(self, edit: ManualEdit) -> str | None:
        """The place in the tree after the rules, None where there is no such module."""
        if not edit.module:
            return edit.pointer
        module = self._manifest.module(edit.module)
        return None if module is None else self._plan.moved(module.pointer) + edit.pointer

    def module_at(self, place: str) -> tuple[str, str]:
        """The module that holds a place, and the pointer within its entry; the empty name for none."""
        for entry, module in self._entries.items():
            if place.startswith(f"{entry}/"):
                return module.name, place[len(entry) :]
        return "", place

    def value(self, place: str) -> Json:
        """What the rules left at a place. Raises KeyError."""
        return ptr.resolve(self._plan.value, place)

    def gone(self, edit: ManualEdit, item: Decision) -> bool:
        """Whether the place of an edit is not there any more, or is another one now."""
        place = self.place(edit)
        if place is None:
            return True
        there, above = self._has(place), self._container(place)
        if edit.op == "add":
            fits = not there and above is not None and (isinstance(above, dict) or _is_index(ptr.last(place)))
        else:
            fits = there
        return not fits or item.seen != seen(self._manifest, self._plan.value, place, edit.op)

    def fault(self, edit: ManualEdit) -> str | None:
        """What speaks against an edit whose place is there, before its result is looked at."""
        place = self.place(edit)
        assert place is not None
        absent = place in self._kept and edit.op == "add"
        if (place in self._kept and not absent) or place in self._entries or ptr.parent(place) in self._groups:
            return _("this value is part of the structure of the manifest: edit a value inside it")
        if self.module_at(place) != (edit.module, edit.pointer) or not f"{place}/".startswith(self._manifest.root):
            return no_place()
        return value_fault(edit.value)

    def _has(self, place: str) -> bool:
        try:
            self.value(place)
        except KeyError:
            return False
        return True

    def _container(self, place: str) -> Json:
        """The object or array around a place, None where there is neither."""
        try:
            above = self.value(ptr.parent(place))
        except KeyError:
            return None
        return above if isinstance(above, (dict, list)) else None


def _upwards(place: str) -> Iterator[str]:
    while place:
        yield place
        place = ptr.parent(place)
    yield ""


def change(edit: ManualEdit, place: str, tree: Json) -> Change:
    """The edit as a Change of the tree after the rules."""
    if edit.op == "remove":
        return Change("remove", place, edit.id)
    if edit.op == "set":
        return Change("replace", place, edit.id, edit.value)
    above = ptr.parent(place)
    appends = isinstance(ptr.resolve(tree, above), list)
    return Change("add", f"{above}/-" if appends else place, edit.id, edit.value)
