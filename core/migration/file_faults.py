"""Explains what is wrong in one of our own JSON files: the place, what was found, what is expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from pydantic import BaseModel, ValidationError

from core.model.base import Json
from core.text.catalogue import N_, _

_EXPECTED: Mapping[str, str] = {
    "int": N_("a whole number"),
    "float": N_("a number"),
    "string": N_("a string"),
    "bool": N_("true or false"),
    "tuple": N_("an array"),
    "list": N_("an array"),
    "dict": N_("an object"),
    "model": N_("an object"),
    "greater": N_("at least {ge}"),
    "less": N_("at most {le}"),
    "literal": N_("one of {expected}"),
}
"""What is expected, by how the kind of the fault begins (`int_type`, `int_parsing`, `int_from_float` …)."""
_FOUND: Mapping[type, str] = {
    bool: N_("true or false"),
    int: N_("a number"),
    float: N_("a number"),
    str: N_("a string"),
    list: N_("an array"),
    dict: N_("an object"),
    type(None): N_("null"),
}


def lines(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """One line for each fault of a file that is read as `model`. Values are omitted, because they may be secrets."""
    found = []
    for fault in error.errors():
        place, sentence = fault["loc"], _sentence(fault["type"], fault["input"], fault.get("ctx", {}))
        if fault["type"] == "extra_forbidden" and (known := _keys(model, place[:-1])):
            sentence = _("this is unknown here; the known keys are {keys}").format(keys=", ".join(known))
        found.append(f"  {'/'.join(map(str, place)) or '/'}: {sentence}")
    return found


def _keys(model: type[BaseModel], place: Sequence[str | int]) -> tuple[str, ...]:
    """The keys of the object at a place; none where it is not one of ours."""
    models = [model]
    for part in place:
        if isinstance(part, str):
            fields = [one.model_fields[part] for one in models if part in one.model_fields]
            models = [inner for field in fields for inner in _models(field.annotation)]
    return tuple(dict.fromkeys(key for one in models for key in one.model_fields))


def _models(annotation: object) -> list[type[BaseModel]]:
    """The types of ours that a type is made of, such as `tuple[Share, ...]` and `Device | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [inner for part in get_args(annotation) for inner in _models(part)]


def _sentence(kind: str, value: Json, context: Mapping[str, Json]) -> str:
    """What is wrong, by the kind of fault of pydantic, what was given and what limits it."""
    if kind == "missing":
        return _("this is missing")
    if kind == "extra_forbidden":
        return _("this is unknown here; check the spelling")
    found, wanted = _found(value), _EXPECTED.get(kind.partition("_")[0])
    if wanted is None:
        return _("{found} is not allowed here").format(found=found)
    expected = _(wanted).format(**context)
    if kind.startswith(("greater", "less", "literal")) or found == expected:
        return _("this must be {expected}").format(expected=expected)
    return _("{found} was found, but {expected} is expected").format(found=found, expected=expected)


def _found(value: Json) -> str:
    return _(_FOUND.get(type(value), N_("a value")))
