"""Explains what is wrong in one of our own JSON files: the place, what was found, what is expected."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

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


def lines(error: ValidationError) -> list[str]:
    """One line for each fault. Values are omitted, because they may be secrets."""
    return [
        f"  {'/'.join(map(str, fault['loc'])) or '/'}: {_sentence(fault['type'], fault['input'], fault.get('ctx', {}))}"
        for fault in error.errors()
    ]


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
