"""The deployment without its modules, each of which has a view of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.manifest import pointer as ptr
from core.manifest.jsonc import Placeholder
from core.model.base import Json


def without(tree: Json, pointers: Iterable[str]) -> Json:
    """The tree with `{ … }` in place of what is at these places, everything else shared.

    An object that holds nothing else is one `{ … }` as a whole: `"modules": { … }`.
    """
    below: dict[str, list[str]] = {}
    for pointer in pointers:
        head, _, rest = pointer[1:].partition("/")
        below.setdefault(ptr.unescape(head), []).append("/" + rest if rest else "")
    if not isinstance(tree, dict):
        return tree
    if below and all("" in below.get(key, ()) for key in tree):
        return _ELSEWHERE
    return {key: _elsewhere(value, below[key]) if key in below else value for key, value in tree.items()}


def _elsewhere(value: Json, pointers: Sequence[str]) -> Json:
    return _ELSEWHERE if "" in pointers else without(value, pointers)


_ELSEWHERE = Placeholder("{ … }")
"""Placeholder for what has a view of its own; it is printed as it is."""
