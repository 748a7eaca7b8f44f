"""Modules that are equal in what is read of them, such as one for each camera: they are looked at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import wraps
from itertools import count
from typing import Any, NamedTuple, TypeVar

from core.manifest.excerpt import FORM, Differs, Excerpt, Part, compared
from core.manifest.manifest import Manifest, Module
from core.model.device import Device
from core.model.findings import Finding, in_equal_module
from core.model.remembered import remembered

T = TypeVar("T")
_GROUPS: Any = object()
"""Under this a module has the groups it is in and its index there, once they are known."""
_MISSING: Any = object()
_NOTHING: frozenset[Part] = frozenset()
_TRIES = 4
"""So often a reader is asked again with what it read beyond; then modules must be equal in all parts."""


class Grouping(NamedTuple):
    """The modules for a reader of certain parts.

    `views` has for each module what is read: an excerpt that equal modules share, or the module itself. `several` are
    the views of several modules, `alone` the modules that equal no other.
    """

    views: tuple[Module, ...]
    several: tuple[Module, ...]
    alone: tuple[Module, ...]


class Groups:
    """The modules of a manifest, grouped by any of their parts.

    What a reader reads becomes known as it runs: at first it gets excerpts of what all modules have in common.
    """

    def __init__(self, modules: tuple[Module, ...]) -> None:
        self.modules = modules
        found, differing = compared(modules)
        numbers: dict[object, int] = {}
        self._differing = frozenset(differing)
        self._values = [
            one and {part: numbers.setdefault(one[part], len(numbers)) for part in differing & one.keys()}
            for one in found
        ]
        self._known: dict[frozenset[Part], Grouping] = {}
        self._read: dict[object, frozenset[Part]] = {}
        self._for: dict[object, Grouping] = {}
        for index, module in enumerate(modules):
            module.memo[_GROUPS] = self, index

    def of(self, reader: object) -> Grouping:
        """The modules for a reader, as far as it is known what that reads."""
        found = self._for.get(reader)
        return self._add(reader, _NOTHING) if found is None else found

    def _add(self, reader: object, more: frozenset[Part]) -> Grouping:
        read = self._read[reader] = self._read.get(reader, _NOTHING) | more
        found = self._known.get(read)
        if found is None:
            found = self._known[read] = self._grouped(read)
        self._for[reader] = found
        return found

    def _grouped(self, read: frozenset[Part]) -> Grouping:
        groups: dict[Hashable, list[int]] = {}
        for index, values in enumerate(self._values):
            key = index if values is None else tuple(values.get(part) for part in (FORM, *read))
            groups.setdefault(key, []).append(index)
        hidden = self._differing - read - {FORM}
        views, several = list(self.modules), []
        for first, *others in groups.values():
            if others:
                module = self.modules[first]
                views[first] = Excerpt(module, hidden) if hidden else module
                several.append(views[first])
            for index in others:
                views[index] = views[first]
        alone = tuple(self.modules[first] for first, *others in groups.values() if not others)
        return Grouping(tuple(views), tuple(several), alone)

    def each(self, read: Callable[[Module], T], reader: object) -> tuple[Grouping, dict[int, T]]:
        """The modules for a reader, and what it returns for the views of several modules, by their `id`."""
        found = self.of(reader)
        for tried in count(1):
            try:
                return found, {id(view): read(view) for view in found.several}
            except Differs as differs:
                found = self._add(reader, differs.parts if tried < _TRIES else self._differing)
        raise AssertionError

    def value(self, index: int, compute: Callable[[Module], T]) -> T:
        """What a function returns for the view of one module, cached there."""
        view = self.of(compute).views[index]
        while True:
            value: T = view.memo.get(compute, _MISSING)
            if value is not _MISSING:
                return value
            try:
                view.memo[compute] = compute(view)
            except Differs as differs:
                view = self._add(compute, differs.parts).views[index]

    def one(self, index: int, read: Callable[[Module], T], reader: object) -> tuple[Module, T]:
        """The view of one module for a reader, and what it returns for that."""
        view = self.of(reader).views[index]
        while True:
            try:
                return view, read(view)
            except Differs as differs:
                view = self._add(reader, differs.parts).views[index]


@remembered
def groups(manifest: Manifest) -> Groups:
    """The modules of a manifest in groups."""
    return Groups(manifest.modules)


def shared(compute: Callable[[Module], T]) -> Callable[[Module], T]:
    """Caches what follows from a module alone once for equal modules; there is no place and no name in it."""

    @wraps(compute)
    def once(module: Module) -> T:
        memo = module.memo
        value: T = memo.get(compute, _MISSING)
        if value is _MISSING:
            groups, index = memo.get(_GROUPS, (None, 0))
            value = memo[compute] = compute(module) if groups is None else groups.value(index, compute)
        return value

    return once


def where(manifest: Manifest, holds: Callable[[Module], object]) -> Iterator[Module]:
    """The modules of which something holds that follows from the module alone, but not from its name."""
    code = getattr(getattr(holds, "__wrapped__", holds), "__code__", holds)
    grouping, found = groups(manifest).each(lambda view: bool(holds(view)), code)
    if not any(found.values()):
        yield from filter(holds, grouping.alone)
        return
    for module, view in zip(manifest.modules, grouping.views, strict=True):
        there = found.get(id(view))
        if holds(module) if there is None else there:
            yield module


def each_module(
    find: Callable[[Module, Device], Iterable[Finding]],
) -> Callable[[Manifest, Device], Iterator[Finding]]:
    """Makes the `detect` of a rule of what it finds in one module, which follows from the module alone.

    The name of the module may not matter: what is found in a module is also found in its equals. Whatever else is read
    may differ between modules. The less a rule reads, the fewer modules it is asked about: a value by `find` or `entry`
    rather than all `options`, names alone by `keys_at`.
    """

    @wraps(find)
    def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
        grouping, found = groups(manifest).each(lambda view: tuple(find(view, device)), find)
        if not any(found.values()):
            for module in grouping.alone:
                yield from find(module, device)
            return
        for module, view in zip(manifest.modules, grouping.views, strict=True):
            here = found.get(id(view))
            if here is None:
                yield from find(module, device)
            elif module.pointer == view.pointer:
                yield from here
            elif here:
                before, after = (view.name, view.pointer), (module.name, module.pointer)
                yield from (in_equal_module(finding, before, after) for finding in here)

    return detect
