"""Whether a value follows a JSON schema, found fast: most modules do, and jsonschema takes long to find nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from core.model.base import Json

Schema = Mapping[str, Json]

_SILENT = frozenset(("$schema", "$id", "id", "title", "description", "examples", "contentMediaType", "definitions"))
"""Keywords by which no value is judged."""
_TYPES: Mapping[str, frozenset[type]] = {
    "object": frozenset((dict,)),
    "array": frozenset((list,)),
    "string": frozenset((str,)),
    "boolean": frozenset((bool,)),
    "integer": frozenset((int,)),
    "number": frozenset((int, float)),
}


def follows(value: Json, schema: Schema) -> bool:
    """Whether a value as of `json.loads` violates no keyword of a schema without references.

    False also for what is not decided here, such as an unknown keyword: then jsonschema decides.
    """
    for keyword, wanted in schema.items():
        if keyword not in _SILENT:
            holds = _KEYWORDS.get(keyword)
            if holds is None or not holds(value, wanted, schema):
                return False
    return True


def _type(value: Json, wanted: Json, _schema: Schema) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted
    return any(type(value) in _TYPES.get(name, ()) for name in names)


def _properties(value: Json, wanted: Json, _schema: Schema) -> bool:
    return type(value) is not dict or all(follows(value[key], wanted[key]) for key in value.keys() & wanted.keys())


def _patterns(value: Json, wanted: Json, _schema: Schema) -> bool:
    return type(value) is not dict or all(
        follows(item, inner) for pattern, inner in wanted.items() for key, item in value.items() if _has(key, pattern)
    )


def _no_others(value: Json, wanted: Json, schema: Schema) -> bool:
    if type(value) is not dict:
        return True
    others = value.keys() - schema.get("properties", {}).keys()
    patterns = schema.get("patternProperties", ())
    return wanted is False and all(any(_has(key, pattern) for pattern in patterns) for key in others)


def _has(text: str, pattern: str) -> bool:
    return re.search(pattern, text) is not None


_KEYWORDS: Mapping[str, Callable[[Json, Json, Schema], bool]] = {
    "type": _type,
    "enum": lambda value, wanted, _: type(value) is str and value in wanted,
    "required": lambda value, wanted, _: type(value) is not dict or value.keys() >= set(wanted),
    "properties": _properties,
    "patternProperties": _patterns,
    "additionalProperties": _no_others,
    "items": lambda value, wanted, _: type(value) is not list or all(follows(item, wanted) for item in value),
    "pattern": lambda value, wanted, _: type(value) is not str or _has(value, wanted),
    "minimum": lambda value, wanted, _: type(value) not in _TYPES["number"] or value >= wanted,
    "maximum": lambda value, wanted, _: type(value) not in _TYPES["number"] or value <= wanted,
}
