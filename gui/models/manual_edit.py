"""The values that can be edited at a row, and the parsing of typed values. Does not use Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.text.catalogue import _

if TYPE_CHECKING:
    from core.diff.rows import Row
    from core.edits.manual_edit import Op
    from core.edits.requests import EditRequest
    from core.migration.migrate import Migration
    from core.model.base import Json


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the result for the dialog.

    `place` holds `value`; `box` is the object or array that something can be added to, `named` whether its members
    have names. `op` comes first to mind, `key` and `wanted` are filled in then.
    """

    place: str
    value: Json
    box: str
    named: bool
    op: Op
    key: str = ""
    wanted: Json = None

    def request(self, op: Op, value: Json, key: str) -> EditRequest:
        """The request of the operator for this place."""
        from core.edits.requests import EditRequest

        if op == "add":
            return EditRequest("add", self.box, value, key if self.named else "")
        return EditRequest(op, self.place, None if op == "remove" else value)


def spot_of(migration: Migration, row: Row) -> Spot | None:
    """The place of a row; for a removed one its container, to restore it. None if nothing can be edited."""
    from core.manifest import pointer as ptr

    try:
        if row.place:
            return _spot(migration, row.place)
        parent = migration.plan.moved(ptr.parent(row.pointer))
        box = ptr.resolve(migration.tree, parent)
        gone = ptr.resolve(migration.before.tree, row.pointer)
    except KeyError:
        return None
    if not parent or not isinstance(box, (dict, list)):
        return None
    return Spot(parent, box, parent, isinstance(box, dict), "add", ptr.last(row.pointer), gone)


def spot_of_edit(migration: Migration, name: str) -> Spot | None:
    """The place of an edit in force; for a removal its container. None without one."""
    from core.manifest import pointer as ptr

    done = next((item for item in migration.edit_layer.done if item.edit.id == name), None)
    if done is None:
        return None
    place = migration.edit_layer.result_place(done)
    if done.edit.op != "remove":
        return _spot(migration, place)
    box = migration.edit_layer.moved(ptr.parent(done.place))
    spot = _spot(migration, box)
    return Spot(box, spot.value, box, isinstance(spot.value, dict), "add", ptr.last(done.place), done.before)


def _spot(migration: Migration, place: str) -> Spot:
    from core.manifest import pointer as ptr

    value = ptr.resolve(migration.tree, place)
    box = place if isinstance(value, (dict, list)) else ptr.parent(place)
    named = isinstance(ptr.resolve(migration.tree, box), dict)
    return Spot(place, value, box, named, "add" if box == place else "set", wanted=None if box == place else value)


def place_words(pointer: str) -> str:
    """A pointer as a readable path, without the levels that every manifest has."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    frame = ("modulesContent", "moduleContent", "properties.desired")
    return " › ".join(step for step in steps if step not in frame)


def value_text(value: Json) -> str:
    """A value as text for editing."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def parsed(text: str) -> Json:
    """Parses a typed value. Raises ValueError with the fault in words."""
    if not text.strip():
        raise ValueError(_("Type a value. Put strings in double quotes."))
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
        raise ValueError(_("Not valid JSON ({where}). Put strings in double quotes.").format(where=where)) from error
    except RecursionError as error:
        raise ValueError(_("The value is nested too deeply.")) from error


def _no_number(name: str) -> Json:
    raise ValueError(_("{name} is not a JSON number.").format(name=name))
