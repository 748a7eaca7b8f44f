"""JSON Patch (RFC 6902) between the two written files: forward, and back to where one came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model import Json

Patch = list[dict[str, Any]]


def forward(before: Manifest, after: Manifest) -> Patch:
    """The operations that turn the data of the first file into that of the second."""
    return list(_differences(_raw(before), _raw(after), ""))


def reverse(before: Manifest, after: Manifest) -> Patch:
    """The operations that give back the data of the first file exactly."""
    return forward(after, before)


def _raw(manifest: Manifest) -> Json:
    """The data as the file holds it, create options as the strings they are."""
    return json.loads(manifest.source.blanked)


def _differences(old: Json, new: Json, where: str) -> Iterator[dict[str, Any]]:
    if type(old) is type(new) and isinstance(old, dict):
        for key in old:
            if key not in new:
                yield {"op": "remove", "path": ptr.join(where, key)}
        for key, value in new.items():
            if key in old:
                yield from _differences(old[key], value, ptr.join(where, key))
            else:
                yield {"op": "add", "path": ptr.join(where, key), "value": value}
    elif type(old) is type(new) and isinstance(old, list):
        yield from _array(old, new, where)
    elif not _same(old, new):
        yield {"op": "replace", "path": where, "value": new}


def _array(old: list[Json], new: list[Json], where: str) -> Iterator[dict[str, Any]]:
    """Equal ends stay; of the middle, elements are matched in order, the rest removed from the end or added."""
    start = 0
    while start < min(len(old), len(new)) and _same(old[start], new[start]):
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and _same(old[-1 - tail], new[-1 - tail]):
        tail += 1
    left, right = len(old) - tail, len(new) - tail
    for index in range(start, min(left, right)):
        yield from _differences(old[index], new[index], ptr.join(where, index))
    for index in range(left - 1, right - 1, -1):
        yield {"op": "remove", "path": ptr.join(where, index)}
    for index in range(left, right):
        yield {"op": "add", "path": ptr.join(where, index), "value": new[index]}


def _same(old: Json, new: Json) -> bool:
    """Equal as JSON: Python holds 1, 1.0 and true for the same."""
    return bool(old == new) and json.dumps(old) == json.dumps(new)
