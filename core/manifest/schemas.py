"""A manifest against the published schemas, offline: they are shipped in resources/schemas.

The Azure CLI checks with the same schemas, chosen by `schemaVersion`, before it sends a deployment.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.manifest.schema_shortcut import follower
from core.model.base import Json
from core.model.remembered import remembered
from core.text import json_words
from core.text.catalogue import _, plural

if TYPE_CHECKING:
    from jsonschema import ValidationError

_WITH_NAMES = "http://json-schema.org/draft-07/schema#"
"""The draft that judges names by themselves; the published schemas of draft 4 use nothing that it reads otherwise."""
_MOST = 3
"""Unknown keys that a message names."""

VERSIONS = {
    "$edgeAgent": ("edgeagent", ("1.0", "1.1")),
    "$edgeHub": ("edgehub", ("1.0", "1.1", "1.2")),
}


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """Where a manifest violates its schema: a pointer into the file, what the schema says, which of its rules."""

    pointer: str
    message: str
    kind: str = ""


@remembered
def validate(manifest: Manifest) -> tuple[SchemaProblem, ...]:
    """All violations of the published schema for the manifest's own `schemaVersion`.

    Empty where no schema is published: layered parts, create options alone, an unknown version.
    """
    return tuple(_violations(manifest, _used(manifest), _schema))


@remembered
def _alike(manifest: Manifest, used: _Used) -> tuple[SchemaProblem, ...]:
    """Departures where a value is judged whatever its name: a published schema passes over those it does not know."""
    return tuple(_violations(manifest, used, _of_any_name))


_Used = tuple[str | None, ...]
"""The schema file by which each section of `VERSIONS` is judged; None for one without a published schema."""


@remembered
def _used(manifest: Manifest) -> _Used:
    places = (manifest.agent, manifest.hub)
    return tuple(
        None if place is None or manifest.root else schema_used(section, place.value)
        for section, place in zip(VERSIONS, places, strict=True)
    )


def _violations(manifest: Manifest, used: _Used, schema: Callable[[str], dict[str, Json]]) -> Iterator[SchemaProblem]:
    tree = json.loads(manifest.source.blanked)
    for section, name, place in zip(VERSIONS, used, (manifest.agent, manifest.hub), strict=True):
        if name is not None and place is not None and not manifest.root:
            yield from _section(section, place, ptr.resolve(tree, place.pointer), schema(name))


def caused(before: Manifest, after: Manifest) -> tuple[SchemaProblem, ...]:
    """The violations of the second manifest that the first does not have: the migration caused them.

    A module that gets a name which the schema accepts keeps the violations that the schema could not see before. Both
    are judged by the schema of the second, since the first may name a version without one.
    """
    known = Counter(problem.kind for problem in _alike(before, _used(after)))
    fresh = []
    for problem in _alike(after, _used(after)):
        known[problem.kind] -= 1
        # a template may hold create options as an object; the schema of the agent does not know that
        if known[problem.kind] < 0 and not (after.shape == "template" and problem.pointer.endswith("/createOptions")):
            fresh.append(problem)
    return tuple(fresh)


def schema_used(section: str, desired: Json) -> str | None:
    """The schema file for the desired properties of a section; None for a version without a published schema."""
    name, versions = VERSIONS[section]
    version = desired.get("schemaVersion") if isinstance(desired, dict) else None
    version = ".".join(version.split(".")[:2]) if isinstance(version, str) else None
    return f"azure-iot-{name}-deployment-{version}.json" if version in versions else None


def _section(section: str, place: Place, desired: Json, schema: dict[str, Json]) -> Iterator[SchemaProblem]:
    from jsonschema import validators

    extended: Any = validators.extend  # without types
    whole = {section: {"properties.desired": desired}}
    validator = extended(validators.validator_for(schema), {"patternProperties": _members})(schema)
    for error in sorted(validator.iter_errors(whole), key=lambda error: list(map(str, error.absolute_path))):
        path = list(error.absolute_path)[2:]
        shown = (
            [error.message] if error.validator == "required" else []
        )  # names what is missing; a module may be renamed
        kind = "/".join(map(str, [*error.absolute_schema_path, *shown]))
        yield SchemaProblem(ptr.join(place.pointer, *path), _message(error), kind)


def _members(validator: Any, patterns: Json, value: Json, _schema: Json) -> Iterator[ValidationError]:
    """The faults of the members of an object by their names, as jsonschema finds them, of those that have any."""
    for pattern, inner in patterns.items() if isinstance(value, dict) else ():
        follows = follower(inner)
        for name, member in value.items():
            if re.search(pattern, name) and not follows(member):
                yield from validator.descend(member, inner, path=name, schema_path=pattern)


@lru_cache(maxsize=8)
def _schema(name: str) -> dict[str, Json]:
    """A shipped schema with all it refers to in place: looking references up would be most of a validation's time.

    Nothing is fetched: a file that is not shipped is an error of ours (FileNotFoundError).
    """
    schema: dict[str, Json] = _inlined(_document(name), name)
    return schema


@lru_cache(maxsize=8)
def _of_any_name(name: str) -> dict[str, Json]:
    """The schema with names and what they name judged apart, where an object holds members of any name."""
    schema: dict[str, Json] = _apart(_schema(name))
    return {**schema, "$schema": _WITH_NAMES}


def _apart(schema: Json) -> Json:
    if isinstance(schema, list):
        return [_apart(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    relaxed = {key: _apart(item) for key, item in schema.items()}
    patterns = relaxed.get("patternProperties")
    if isinstance(patterns, dict) and len(patterns) == 1 and "properties" not in relaxed:
        ((pattern, inner),) = patterns.items()
        relaxed |= {"patternProperties": {"^": inner}, "propertyNames": {"pattern": pattern}}
    return relaxed


@lru_cache(maxsize=16)
def _document(name: str) -> dict[str, Json]:
    loaded: dict[str, Json] = json.loads((files("resources") / "schemas" / name).read_text(encoding="utf-8-sig"))
    return loaded


@lru_cache(maxsize=512)
def _referred(name: str, pointer: str) -> Json:
    return _inlined(ptr.resolve(_document(name), pointer), name)


def _inlined(value: Json, name: str) -> Json:
    if isinstance(value, list):
        return [_inlined(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    referred = value.get("$ref")
    if isinstance(referred, str):
        file, _hash, pointer = referred.partition("#")
        return _referred(file.rpartition("/")[2] or name, pointer)
    return {key: _inlined(item, name) for key, item in value.items()}


def _message(error: ValidationError) -> str:
    """What was found, without a long value, and what the schema expects."""
    value: Any = error.instance
    rule, wanted = str(error.validator), cast(Any, error.validator_value)
    if rule == "required":
        missing = next(name for name in wanted if error.message.startswith(repr(name)))
        return _('the key "{key}" is missing').format(key=missing)
    if rule == "additionalProperties":
        return _unknown(value, cast(Any, error.schema))
    inner = next((each for each in error.context or () if each.path or each.validator != "type"), None)
    if inner is not None:  # of several forms, the one that the value was meant to have
        place = "/".join(map(str, inner.path))
        return f"{place}: {_message(inner)}" if place else _message(inner)
    if rule in ("type", "anyOf"):
        types = [wanted] if isinstance(wanted, str) else [each["type"] if rule == "anyOf" else each for each in wanted]
        expected = json_words.any_of([_(json_words.TYPES[name]) for name in types])
        return _expected(json_words.kind(value), expected)
    if rule == "enum":
        expected = _("one of {values}").format(values=", ".join(map(json_words.written, wanted)))
    elif rule == "pattern":
        expected = _("a text that matches {pattern}").format(pattern=wanted)
    elif rule in ("minimum", "maximum"):
        expected = (_("at least {limit}") if rule == "minimum" else _("at most {limit}")).format(limit=wanted)
    else:
        expected = _("another form")
    return _expected(json_words.shown(value), expected)


def _expected(found: str, expected: str) -> str:
    return _("{found} was found, but {expected} is expected").format(found=found, expected=expected)


def _unknown(value: dict[str, Json], schema: dict[str, Any]) -> str:
    """The members that the schema does not have, by name."""
    patterns, known = tuple(schema.get("patternProperties", ())), schema.get("properties", {})
    others = [key for key in value if key not in known and not any(re.search(one, key) for one in patterns)]
    keys = ", ".join(f'"{key[: json_words.LONGEST]}"' for key in others[:_MOST])
    if patterns and not known:
        text = _("a key that matches {pattern} is expected, but {keys} was found")
        return text.format(pattern=" | ".join(patterns), keys=keys)
    return plural("the key {keys} is unknown here", "the keys {keys} are unknown here", len(others), keys=keys)
