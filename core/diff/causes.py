"""The findings and manual edits behind the rows of a comparison."""

from __future__ import annotations

from collections.abc import Mapping

from core.manifest import pointer as ptr
from core.manifest.prefixes import Prefixes
from core.migration.migrate import Migration
from core.model.remembered import remembered


@remembered
def causes_of(migration: Migration) -> Causes:
    """The findings behind the changes, by place; made once."""
    return Causes(migration)


class Causes:
    """Findings by place: of a change at the place itself, above it, or (for a container added or removed) below it."""

    def __init__(self, migration: Migration) -> None:
        self.before: dict[str, list[str]] = {}
        self.after: dict[str, list[str]] = {}
        self.keys: dict[str, list[str]] = {}
        self.ids = {entry.finding for entry in migration.ledger}
        """All that changes something."""
        self._edits = _Edits(migration)
        for entry in migration.ledger:
            if entry.edit is not None:
                continue
            if entry.change is not None and entry.change.op == "rename":
                self.keys.setdefault(entry.pointer, []).append(entry.finding)
                continue  # a new name explains its own row, and nothing below it
            if entry.kind in ("changed", "removed"):
                self.before.setdefault(entry.pointer, []).append(entry.finding)
            if entry.kind in ("changed", "added"):
                self.after.setdefault(entry.after_pointer, []).append(entry.finding)
        self._below_before = Prefixes(self.before.items())
        self._below_after = Prefixes(self.after.items())

    def of(self, kind: str, before: str, after: str) -> tuple[str, ...]:
        """The manual edits and the findings behind a row of this kind, by its places before and after."""
        if kind == "same":
            return ()
        own, below = self._edits.of(kind, before, after)
        if not own:
            found = (*self._of_rules(kind, before, after), *below)
            return tuple(dict.fromkeys(found or self._edits.inside(before, after)))
        there = (*_upwards(self.before, before if kind != "added" else ""), *_upwards(self.after, after))
        return tuple(dict.fromkeys((*own, *there)))

    def _of_rules(self, kind: str, before: str, after: str) -> tuple[str, ...]:
        if kind == "added":
            return self._after(after) or self._before(before)
        if kind == "changed" and before in self.keys:
            return tuple(dict.fromkeys((*self.keys[before], *self.before.get(before, ()))))
        return self._before(before) or self._after(after)

    def _before(self, pointer: str) -> tuple[str, ...]:
        return _look(self.before, self._below_before, pointer)

    def _after(self, pointer: str) -> tuple[str, ...]:
        return _look(self.after, self._below_after, pointer)


class _Edits:
    """Manual edits by place: what they left explains a row of the result, what they took one of the original."""

    def __init__(self, migration: Migration) -> None:
        self._left: dict[str, list[str]] = {}
        self._taken: dict[str, list[str]] = {}
        for entry in migration.ledger:
            if entry.edit is None:
                continue
            if entry.kind != "removed":
                self._left.setdefault(entry.after_pointer, []).append(entry.finding)
            if entry.kind != "added":
                self._taken.setdefault(entry.pointer, []).append(entry.finding)
        self._below_left = Prefixes(self._left.items())
        self._below_taken = Prefixes(self._taken.items())

    def of(self, kind: str, before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Edits at the place of a row or around it; and for a container come or gone those inside it."""
        edits, inside, place = self._left, self._below_left, after
        if kind == "removed":
            edits, inside, place = self._taken, self._below_taken, before
        own = _upwards(edits, place) if edits else ()
        return own, () if own or kind == "changed" else _inside(inside, place)

    def inside(self, before: str, after: str) -> tuple[str, ...]:
        """Edits inside a container on either side: one that becomes empty, or was, has a row come and one gone."""
        return (*_inside(self._below_left, after), *_inside(self._below_taken, before))


def _upwards(causes: Mapping[str, list[str]], pointer: str) -> tuple[str, ...]:
    where = pointer
    while where and where not in causes:
        where = ptr.parent(where)
    return tuple(dict.fromkeys(causes.get(where, ()) if where else ()))


def _inside(below: Prefixes[list[str]], pointer: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding for found in below.starting(pointer + "/") for finding in found))


def _look(causes: Mapping[str, list[str]], below: Prefixes[list[str]], pointer: str) -> tuple[str, ...]:
    return _upwards(causes, pointer) or _inside(below, pointer)
