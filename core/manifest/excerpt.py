"""What several modules have in common, read like one module: what they differ in cannot be read from it."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

from core.manifest.create_options import KEY
from core.manifest.manifest import Kind, Module, Place
from core.model.base import Json
from core.model.remembered import remembered

Part = tuple[str, ...]
"""A part of a module: `("image",)`, or `("options", …)` with the keys of a create option in lower case, two at most."""

FORM: Part = ("form",)
IMAGE: Part = ("image",)
_ENTRY: Part = ("entry",)
_ENV: Part = ("env",)
_SIZE: Part = ("size",)
_OPTIONS = "options"
_KEYS: Part = (_OPTIONS, "")
FEW = 10
"""Modules from which on they are compared: fewer are looked at one by one in less time."""
_MANY, _MOST = 200, 20_000
"""Parts in which modules differ, and members of objects, up to which they are compared one by one."""


class Differs(Exception):
    """Something was read that is not the same in all modules of an excerpt."""

    def __init__(self, parts: frozenset[Part]) -> None:
        self.parts = parts
        super().__init__(parts)


Contents = Mapping[Part, object]
"""The parts of a module by what they contain; modules with the same content are equal in that part."""


def compared(modules: Sequence[Module]) -> tuple[list[Contents | None], set[Part]]:
    """The parts of each module, None for one that is compared with no other, and the parts in which modules differ.

    An object among the create options is one part where it is the same in all modules, else its members are parts.
    """
    custom = [module.kind is not Kind.SYSTEM for module in modules]
    if sum(custom) < FEW:
        return [None] * len(modules), set()
    known = {id(module.options): module.options for module in compress(modules, custom)}  # one object for equal texts
    options, differing = _of_all(known)
    entries = [_of_entry(module) if is_custom else None for module, is_custom in zip(modules, custom, strict=True)]
    differing |= _different(filter(None, entries))
    found = [entry and {**entry, **options[id(module.options)]} for module, entry in zip(modules, entries, strict=True)]
    return found, differing


def _of_all(known: Mapping[int, Mapping[str, Json]]) -> tuple[dict[int, Contents], set[Part]]:
    """The parts of create options, and those that differ: one of all where these would be very many."""
    found = {one: _of_options(options, ()) for one, options in known.items()}
    differing = _different(found.values())
    split = _wide(known.values()) & differing
    if split:
        found = {one: _of_options(options, split) for one, options in known.items()}
        differing = _different(found.values())
    if len(differing) > _MANY:
        return {one: {(_OPTIONS,): _spelled(options)} for one, options in known.items()}, {(_OPTIONS,)}
    return found, differing


def _wide(known: Iterable[Mapping[str, Json]]) -> set[Part]:
    """The options that are objects with members to compare; none if these are very many."""
    objects = [(key, value) for options in known for key, value in options.items() if isinstance(value, dict)]
    many = sum(len(value) for _, value in objects) > _MOST
    return set() if many else {(_OPTIONS, key.lower()) for key, _ in objects}


def _different(found: Iterable[Contents]) -> set[Part]:
    """The parts that are not the same everywhere."""
    each = iter(found)
    first = next(each, {})
    differing: set[Part] = set()
    for one in each:
        if one != first:
            differing |= {part for part, content in one.items() if first.get(part) != content}
            differing |= first.keys() - one.keys()
    return differing


def _spelled(value: Any) -> bytes:
    """Different bytes for different values: 1 is not true, and the order of members counts. Faster than JSON."""
    try:
        return marshal.dumps(value, 2)
    except ValueError:  # it holds a placeholder
        return pickle.dumps(value)


def _of_entry(module: Module) -> Contents:
    body = module.body
    settings = body.get("settings")
    entry: list[Json] = [[*body], [value for key, value in body.items() if key not in ("env", "settings")]]
    entry.append([*_without_others(settings).items()] if isinstance(settings, dict) else settings)
    return {
        FORM: (module.encoding, module.unjudged, module.has_options),
        _SIZE: (module.size, module.most),
        IMAGE: _spelled(settings.get("image")) if isinstance(settings, dict) else b"",
        _ENV: _spelled(body.get("env")),
        _ENTRY: _spelled(entry),
    }


def _without_others(settings: Mapping[str, Json]) -> dict[str, Json]:
    return {key: None if key in (KEY, "image") else item for key, item in settings.items()}


def _of_options(options: Mapping[str, Json], split: Container[Part]) -> Contents:
    """The keys, and each option, or each member of those that are split; keys that differ in case are one part."""
    found: dict[Part, bytes] = {_KEYS: _spelled([*options])}

    def add(part: Part, content: object) -> None:
        found[part] = found.get(part, b"") + _spelled(content)

    for key, value in options.items():
        part = (_OPTIONS, key.lower())
        if part not in split or not isinstance(value, dict):
            add(part, (key, value))
            continue
        add(part, (key,))
        add((*part, ""), (key, [*value]))
        for name, item in value.items():
            add((*part, name.lower()), (key, name, item))
    return found


class Excerpt(Module):
    """A module in which only those parts can be read that it has in common with others; `Differs` is raised else.

    So whatever is computed from it also holds for the others, but for the name and the places.
    """

    __slots__ = ("_hidden", "_whole")
    _hidden: frozenset[Part]
    _whole: Module

    def __init__(self, whole: Module, hidden: frozenset[Part]) -> None:
        same: dict[str, Any] = {"name": whole.name, "pointer": whole.pointer, "kind": whole.kind, "memo": {}}
        same |= {"encoding": whole.encoding, "unjudged": whole.unjudged, "_whole": whole, "_hidden": hidden}
        for name, value in same.items():
            object.__setattr__(self, name, value)

    def with_image(self) -> Excerpt:
        """The same for a reader that replaces the image by that of another module."""
        return Excerpt(self._whole, self._hidden - {IMAGE})

    def _see(self, *wanted: Part) -> Module:
        """The whole module, to read these parts and all that is above or below them."""
        met = {part for part in self._hidden for path in wanted if part[: len(path)] == path[: len(part)]}
        if met:
            raise Differs(frozenset(met))
        return self._whole

    def _found(self, keys: tuple[str, ...]) -> Place | None:
        return self._see((_OPTIONS, *(key.lower() for key in keys[:2]))).find(*keys)

    @property
    def options(self) -> Mapping[str, Json]:
        """All create options."""
        return self._see((_OPTIONS,)).options

    @property
    def has_options(self) -> bool:
        """Whether there is any create option, which is the same in all of them."""
        return self._whole.has_options

    def keys_at(self, *path: str) -> tuple[str, ...]:
        """The keys of an object among the create options: they may be the same where the values are not."""
        if len(path) > 1:
            return super().keys_at(*path)
        at = (_OPTIONS, *(key.lower() for key in path))
        wanted = (at, (*at, ""), (_OPTIONS,)) if path else (_KEYS, at)
        return self._see(*self._hidden.intersection(wanted)).keys_at(*path)

    @property
    def body(self) -> Mapping[str, Json]:
        """The whole entry."""
        return self._see(_ENTRY, _ENV, IMAGE, (_OPTIONS,)).body

    def entry(self, key: str) -> Json:
        """A member of the entry."""
        if key == "settings":
            return self.body[key]
        return self._see(_ENV if key == "env" else _ENTRY).entry(key)

    @property
    def image(self) -> str:
        """The image reference."""
        return self._see(IMAGE).image

    @property
    def size(self) -> int:
        """The length of the create options."""
        return self._see(_SIZE).size

    @property
    def most(self) -> int:
        """An upper bound of their members."""
        return self._see(_SIZE).most


@remembered
def shell(module: Module) -> Mapping[str, Json]:
    """The entry of a module without the values of its image and create options, which are null in it."""
    whole = module._see(_ENTRY, _ENV) if isinstance(module, Excerpt) else module
    settings = whole.body.get("settings")
    if not isinstance(settings, dict):
        return whole.body
    return {**whole.body, "settings": _without_others(settings)}
