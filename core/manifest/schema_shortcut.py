"""Whether a value follows a JSON schema, found fast: most modules do, and jsonschema takes long to find nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from core.model.base import Json

Schema = Mapping[str, Json]
Holds = Callable[[Json], bool]

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
    return follower(schema)(value)


def follower(schema: Schema) -> Holds:
    """`follows` for many values: the schema is read once, and each value then costs a few calls."""
    known = {keyword: wanted for keyword, wanted in schema.items() if keyword not in _SILENT}
    if not known.keys() <= _KEYWORDS.keys():
        return lambda value: False
    tests = [_KEYWORDS[keyword](wanted, schema) for keyword, wanted in known.items()]

    return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)


def _type(wanted: Json, _schema: Schema) -> Holds:
    names = [wanted] if isinstance(wanted, str) else wanted
    types = frozenset().union(*(_TYPES.get(name, ()) for name in names))
    return lambda value: type(value) in types


def _enum(wanted: Json, _schema: Schema) -> Holds:
    return lambda value: type(value) is str and value in wanted


def _required(wanted: Json, _schema: Schema) -> Holds:
    names = frozenset(wanted)
    return lambda value: type(value) is not dict or value.keys() >= names


def _properties(wanted: Json, _schema: Schema) -> Holds:
    members = {key: follower(inner) for key, inner in wanted.items()}

    def holds(value: Json) -> bool:
        for key, item in value.items() if type(value) is dict else ():
            member = members.get(key)
            if member is not None and not member(item):
                return False
        return True

    return holds


def _patterns(wanted: Json, _schema: Schema) -> Holds:
    members = [(re.compile(pattern).search, follower(inner)) for pattern, inner in wanted.items()]

    def holds(value: Json) -> bool:
        for key, item in value.items() if type(value) is dict else ():
            for has, member in members:
                if has(key) and not member(item):
                    return False
        return True

    return holds


def _no_others(wanted: Json, schema: Schema) -> Holds:
    known = frozenset(schema.get("properties", ()))
    patterns = [re.compile(pattern).search for pattern in schema.get("patternProperties", ())]

    def holds(value: Json) -> bool:
        if type(value) is not dict:
            return True
        return wanted is False and all(key in known or any(has(key) for has in patterns) for key in value)

    return holds


def _items(wanted: Json, _schema: Schema) -> Holds:
    member = follower(wanted)
    return lambda value: type(value) is not list or all(map(member, value))


def _pattern(wanted: Json, _schema: Schema) -> Holds:
    has = re.compile(wanted).search
    return lambda value: type(value) is not str or has(value) is not None


def _minimum(wanted: Json, _schema: Schema) -> Holds:
    return lambda value: type(value) not in _TYPES["number"] or value >= wanted


def _maximum(wanted: Json, _schema: Schema) -> Holds:
    return lambda value: type(value) not in _TYPES["number"] or value <= wanted


_KEYWORDS: Mapping[str, Callable[[Json, Schema], Holds]] = {
    "type": _type,
    "enum": _enum,
    "required": _required,
    "properties": _properties,
    "patternProperties": _patterns,
    "additionalProperties": _no_others,
    "items": _items,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
}
