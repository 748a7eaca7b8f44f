"""report.json, the report for programs, with the same bytes for the same migration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from pydantic import TypeAdapter

from core.manifest import pointer as ptr
from core.model.device import LEFT_OUT, Platform
from core.report.model import Report
from core.text import visible

CONFIRMATION = "confirmation"
CHANGES, MARK = "changes", "gives_up"
_HALVES = "surrogatepass"
"""How half a character is kept until it is escaped."""
_RUNS = tuple(platform.replace("-", "_") for platform in get_args(Platform))

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


def render(report: Report, hidden: Mapping[str, str]) -> bytes:
    """UTF-8 JSON with a final newline, keys in the order of the model; what hides or reverses text is escaped.

    `hidden` are ids of findings that name a place with a secret in it, and what is shown instead (`hidden_ids`).
    """
    left_out: dict[str, Any] = {"device": report.device.left_out()}
    left_out |= dict.fromkeys((name for name in (CONFIRMATION, *_RUNS) if getattr(report, name) is None), True)
    left_out[CHANGES] = {index: {MARK} for index, change in enumerate(report.changes) if not change.gives_up}
    try:
        text = TypeAdapter(Report).dump_json(report, indent=2, exclude=left_out)
    except ValueError:  # half a character
        text = _bytes(json.dumps(report.model_dump(mode="json", exclude=left_out), indent=2, ensure_ascii=False))
    for name, shown in hidden.items():
        text = text.replace(_inner(name), _inner(shown))
    if not visible.all_visible(text):
        text = visible.escaped(text.decode("utf-8", _HALVES)).encode()
    return text + b"\n"


def _inner(text: str) -> bytes:
    return _bytes(json.dumps(text, ensure_ascii=False)[1:-1])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", _HALVES)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of report.json, as it is published in resources/schemas. Every field is required.

    A report names it by its `format`. Once a number is released, any change of a field takes the next one.
    """
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:edgeshift:report:2"}
    whole: dict[str, Any] = _whole({**head, **Report.model_json_schema(mode="serialization")})
    for name in _RUNS:
        whole["properties"][name] = {"$ref": "#/$defs/TargetFacts"}
    return {**whole, "oneOf": [{"required": [name]} for name in _RUNS]}


def fault(value: object) -> str | None:
    """The place where a report violates the published schema, without its value; None if it is valid."""
    error = next(iter(_validator().iter_errors(value)), None)
    return None if error is None else f"{ptr.join('', *error.absolute_path) or '/'} ({error.validator})"


def _whole(part: Any) -> Any:
    """A schema in which each field is required, because all are written, and without titles."""
    if isinstance(part, list):
        return [_whole(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _whole(item) for key, item in part.items() if not (key == "title" and isinstance(item, str))}
    return {**kept, "required": _required(kept["properties"])} if "properties" in kept else kept


def _required(fields: dict[str, Any]) -> list[str]:
    """The required fields: all but those that a report omits at their defaults."""
    optional = (CONFIRMATION, *_RUNS, MARK)
    return [name for name in fields if name not in optional and (name not in LEFT_OUT or "profile" not in fields)]


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    text = (files("resources") / "schemas" / "edgeshift-report-2.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))
