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
        return self._between((prefix, prefix + _AFTER))

    def within(self, pointer: str) -> list[T]:
        """The values at this pointer and below it; all for the empty one."""
        below = f"{pointer}/"
        return self._between((pointer, pointer + "\0"), (below, below + _AFTER)) if pointer else self.starting("")

    def _between(self, *limits: tuple[str, str]) -> list[T]:
        found = [
            item
            for low, high in limits
            for item in self._items[bisect_left(self._keys, low) : bisect_left(self._keys, high)]
        ]
        return [value for _, _, value in sorted(found, key=lambda item: item[1])]


def _key(item: tuple[str, int, T]) -> tuple[str, int]:
    return item[0], item[1]
