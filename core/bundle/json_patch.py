"""JSON Patch (RFC 6902) between the two written files, in both directions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model.base import Json

Patch = list[dict[str, Any]]
Pair = tuple[int | None, int | None]

LARGEST = 250_000
"""The maximum number of pairs of elements to compare in an array; larger ones are matched by index."""


def forward(before: Manifest, after: Manifest) -> Patch:
    """The operations that turn the data of the first file into that of the second."""
    return difference(_raw(before), _raw(after))


def reverse(before: Manifest, after: Manifest) -> Patch:
    """The operations that give back the data of the first file exactly."""
    return forward(after, before)


def difference(old: Json, new: Json) -> Patch:
    """The operations from one value to another, without equal parts; a renamed member is moved, not copied."""
    return list(_differences(old, new, ""))


def _raw(manifest: Manifest) -> Json:
    """The data of the file, with create options as strings."""
    return json.loads(manifest.source.blanked)


def _differences(old: Json, new: Json, where: str) -> Iterator[dict[str, Any]]:
    if type(old) is type(new) and isinstance(old, dict):
        yield from _object(old, new, where)
    elif type(old) is type(new) and isinstance(old, list):
        yield from _array(old, new, where)
    elif not _same(old, new):
        yield {"op": "replace", "path": where, "value": new}


def _object(old: dict[str, Json], new: dict[str, Json], where: str) -> Iterator[dict[str, Any]]:
    gone = [key for key in old if key not in new]
    for key, value in new.items():
        if key in old:
            yield from _differences(old[key], value, ptr.join(where, key))
            continue
        source = next((name for name in gone if isinstance(value, (dict, list)) and _same(old[name], value)), None)
        if source is None:
            yield {"op": "add", "path": ptr.join(where, key), "value": value}
        else:
            gone.remove(source)
            yield {"op": "move", "from": ptr.join(where, source), "path": ptr.join(where, key)}
    for key in gone:
        yield {"op": "remove", "path": ptr.join(where, key)}


def _array(old: list[Json], new: list[Json], where: str) -> Iterator[dict[str, Any]]:
    """Walks both arrays; `at` is the index of the next element in the changed array."""
    at = 0
    for left, right in _pairs(old, new):
        if right is None:
            yield {"op": "remove", "path": ptr.join(where, at)}
            continue
        if left is None:
            yield {"op": "add", "path": ptr.join(where, at), "value": new[right]}
        else:
            yield from _differences(old[left], new[right], ptr.join(where, at))
        at += 1


def _pairs(old: Sequence[Json], new: Sequence[Json]) -> Iterator[Pair]:
    """Yields elements that correspond, in order: equal ones by their longest common run, the others by index."""
    anchors = [*_common(old, new), (len(old), len(new))]
    left = right = 0
    for next_left, next_right in anchors:
        both = min(next_left - left, next_right - right)
        yield from ((left + step, right + step) for step in range(both))
        yield from ((index, None) for index in range(left + both, next_left))
        yield from ((None, index) for index in range(right + both, next_right))
        if next_left < len(old):
            yield next_left, next_right
        left, right = next_left + 1, next_right + 1


def _common(old: Sequence[Json], new: Sequence[Json]) -> list[tuple[int, int]]:
    """The longest common subsequence as pairs of indices; empty for arrays that are too large."""
    a, b = list(map(_spelled, old)), list(map(_spelled, new))
    if len(a) * len(b) > LARGEST:
        return [(index, index) for index, (x, y) in enumerate(zip(a, b, strict=False)) if x == y]
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            equal = longest[i + 1][j + 1] + 1 if a[i] == b[j] else 0
            longest[i][j] = equal or max(longest[i + 1][j], longest[i][j + 1])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _spelled(value: Json) -> str:
    return json.dumps(value, sort_keys=True)


def _same(old: Json, new: Json) -> bool:
    """Whether values are equal as JSON: in Python 1, 1.0 and true are equal; the order of members is ignored."""
    return bool(old == new) and _spelled(old) == _spelled(new)
