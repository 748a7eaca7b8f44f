"""Explains what is wrong in one of our own JSON files: the place, what was found, what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import get_args

from pydantic import BaseModel, ValidationError

from core.manifest import diagnose, nodes
from core.manifest.errors import ManifestError
from core.manifest.source import position
from core.model.base import Json
from core.text import json_words
from core.text.catalogue import N_, _, plural

Place = tuple[str | int, ...]
"""The way to a value in a file: keys and indexes."""
Fault = tuple[Place, str]
"""A place that is not as it must be, and the sentence about it."""
_LARGE = 500_000
"""Characters; what EdgeShift writes of a large manifest has fewer."""
_MANY = 1_000
"""Faults of a file that was never one of ours."""
_MOST = 10
"""Faults that are listed; of more, the number is given."""
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


def not_json(name: str, text: str, error: ValueError) -> str:
    """The message for a text that `json.loads` refused."""
    if not text.strip():
        return _("{name}: the file is empty. Use a file that EdgeShift wrote.").format(name=name)
    fault = diagnose.not_json(text, error)
    line, column = position(text, fault.offset)
    remedy = _("use a file that EdgeShift wrote, or correct this place")
    found = _("not JSON: {found}").format(found=fault.found)
    return ManifestError(found, expected=fault.expected, remedy=remedy, file=name, line=line, column=column).message()


def of_model(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """The faults of a value that is read as `model`. Values are omitted, because they may be secrets."""
    if error.error_count() > _MANY:
        yield (), _("more than {count:,} faults: this is another kind of file").format(count=_MANY)
        return
    for fault in error.errors(include_url=False):
        place, sentence = fault["loc"], _sentence(fault["type"], fault["input"], fault.get("ctx", {}))
        if fault["type"] == "extra_forbidden" and (known := _keys(model, place[:-1])):
            sentence = _("this is unknown here; the known keys are {keys}").format(keys=", ".join(known))
        yield place, sentence


def lines(text: str, place: Place, faults: Sequence[Fault]) -> Iterator[str]:
    """One line for each fault at a place of a text, with its line and column, then what to do."""
    for below, sentence in islice(faults, _MOST):
        path = [str(part) for part in (*place, *below)]
        yield f"  {_where(text, path)}{'/'.join(path) or '/'}: {sentence}"
    if len(faults) > _MOST:
        yield "  " + plural("{count} more fault", "{count} more faults", len(faults) - _MOST)
    yield "  " + _("what to do: correct these places, or use a file that EdgeShift wrote")


def _where(text: str, path: Sequence[str]) -> str:
    """Line and column of a place, unless the file is so large that looking for ten of them takes seconds."""
    if len(text) > _LARGE:
        return ""
    line, column = position(text, nodes.offset(text, path))
    return _("line {line}, column {column}, ").format(line=line, column=column)


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
    if kind == "value_error":
        return _("this must have at most {count:,} elements").format(count=context["error"].args[0])
    found, wanted = json_words.kind(value), _EXPECTED.get(kind.partition("_")[0])
    if wanted is None:
        return _("{found} is not allowed here").format(found=found)
    expected = _(wanted).format(**context).replace("'", '"')
    if kind.startswith(("greater", "less")) and isinstance(value, (int, float)):
        found = str(value)[:20]
    elif kind.startswith("literal") or found == expected:
        return _("this must be {expected}").format(expected=expected)
    return _("{found} was found, but {expected} is expected").format(found=found, expected=expected)
