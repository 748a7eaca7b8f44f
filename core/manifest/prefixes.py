"""Looks up pointers by a common prefix, which a report needs for each row of each module."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
_AFTER = chr(0x10FFFF)


class Prefixes(Generic[T]):
    """Values by pointer, sorted once; results keep the order in which the values were given."""

    def __init__(self, items: Iterable[tuple[str, T]]) -> None:
        self._items = sorted(((pointer, index, value) for index, (pointer, value) in enumerate(items)), key=_key)
        self._keys = [pointer for pointer, _, _ in self._items]

    def starting(self, prefix: str) -> list[T]:
        """The values whose pointer begins with this text, whether or not it ends at a token."""
        start, end = bisect_left(self._keys, prefix), bisect_left(self._keys, prefix + _AFTER)
        return [value for _, _, value in sorted(self._items[start:end], key=lambda item: item[1])]


def _key(item: tuple[str, int, T]) -> tuple[str, int]:
    return item[0], item[1]
