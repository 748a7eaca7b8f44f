"""Modules with equal entries but for name and image, such as one for each camera: they are looked at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from core.manifest.create_options import KEY
from core.manifest.manifest import Kind, Manifest, Module
from core.model.device import Device
from core.model.findings import Finding, in_equal_module
from core.model.remembered import remembered

T = TypeVar("T")
_FIRST: Any = object()
"""Under this a module has the memo of the first that is equal to it, once that is known."""
_MISSING: Any = object()


class Equals(NamedTuple):
    """The first of equal modules, in document order, and every module with the first that is equal to it."""

    distinct: tuple[Module, ...]
    firsts: tuple[tuple[Module, Module], ...]


@remembered
def equals(manifest: Manifest) -> Equals:
    """The modules of a manifest by those they are equal to; system modules equal no other."""
    seen: dict[Hashable, Module] = {}
    firsts = tuple((module, seen.setdefault(_entry(module), module)) for module in manifest.modules)
    for module, first in firsts:
        module.memo[_FIRST] = first.memo
    return Equals(tuple(seen.values()), firsts)


def shared(compute: Callable[[Module], T]) -> Callable[[Module], T]:
    """Caches what follows from the entry alone once for equal modules; there is no place, name or image in it."""

    @wraps(compute)
    def once(module: Module) -> T:
        memo = module.memo.get(_FIRST, module.memo)
        value: T = memo.get(compute, _MISSING)
        if value is _MISSING:
            value = memo[compute] = compute(module)
        return value

    return once


def where(manifest: Manifest, holds: Callable[[Module], object]) -> Iterator[Module]:
    """The modules of which something holds that follows from the entry alone: the first of equal modules is asked."""
    modules = equals(manifest)
    if len(modules.distinct) == len(modules.firsts):
        return filter(holds, modules.distinct)
    there = {first.pointer for first in modules.distinct if holds(first)}
    return (module for module, first in modules.firsts if first.pointer in there)


def each_module(
    find: Callable[[Module, Device], Iterable[Finding]],
) -> Callable[[Manifest, Device], Iterator[Finding]]:
    """Makes the `detect` of a rule of what it finds in one module, which follows from the entry of the module alone.

    Neither the name of the module nor its image may matter: what is found in a module is also found in its equals.
    """

    @wraps(find)
    def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
        modules = equals(manifest)
        if len(modules.distinct) == len(modules.firsts):
            for module in modules.distinct:
                yield from find(module, device)
            return
        found = {first.pointer: here for first in modules.distinct if (here := tuple(find(first, device)))}
        for module, first in modules.firsts if found else ():
            here = found.get(first.pointer, ())
            if module is first:
                yield from here
            else:
                before, after = (first.name, first.pointer), (module.name, module.pointer)
                yield from (in_equal_module(finding, before, after) for finding in here)

    return detect


def _entry(module: Module) -> Hashable:
    """What equal modules have in common. Create options of one text are one object (core.manifest.create_options)."""
    if module.kind is Kind.SYSTEM:
        return module.pointer
    return module.encoding, module.unjudged, id(module.options) if module.options else 0, tuple(_members(module))


def _members(module: Module) -> Iterator[tuple[str, str, str]]:
    """The place and value of each member, those of `settings` one by one, without image and create options."""
    for key, value in module.body.items():
        if key != "settings" or not isinstance(value, dict):
            yield "", key, repr(value)
        else:
            yield from ((key, inner, "" if inner in (KEY, "image") else repr(item)) for inner, item in value.items())
