"""What a JSON value is, in words: for messages about files that are not as they should be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from core.text.catalogue import N_, _

LONGEST = 60
"""Characters of a value that a message may quote."""
TYPES: Mapping[str, str] = {
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "string": N_("a string"),
    "boolean": N_("true or false"),
    "array": N_("an array"),
    "object": N_("an object"),
    "null": N_("null"),
}
"""The types of JSON Schema."""
_NAMES: Mapping[type, str] = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    tuple: "array",
    dict: "object",
    type(None): "null",
}


def kind(value: Any) -> str:
    """The type of a value, without the value: it may be a secret."""
    return _(TYPES[_NAMES.get(type(value), "string")])


def written(value: Any) -> str:
    """A value as it is written in JSON."""
    return json.dumps(value, ensure_ascii=False)


def shown(value: Any) -> str:
    """A short value as it is written, else its type: a long one may be secret, and cut it could not be masked."""
    text = kind(value) if isinstance(value, (dict, list)) else written(value)
    return text if len(text) <= LONGEST else kind(value)


def any_of(values: list[str]) -> str:
    """Several words of which one is right: `a, b or c`."""
    if len(values) < 2:
        return "".join(values)
    return _("{most} or {last}").format(most=", ".join(values[:-1]), last=values[-1])
