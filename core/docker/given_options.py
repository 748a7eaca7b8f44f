"""The create options that a module has, each with its row of the table of all options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from core.docker import options_table as table
from core.docker.options import Option, Place
from core.docker.types import Fault
from core.manifest import pointer as ptr
from core.manifest.manifest import Module
from core.manifest.manifest import Place as Member
from core.model import rule_ids
from core.model.base import Json
from core.model.remembered import remembered


class Name(NamedTuple):
    """The name of a create option as a module spells it: where it is, the keys on the way, and its row of the table."""

    level: Place
    path: tuple[str, ...]
    option: Option | None

    @property
    def key(self) -> str:
        """The last key."""
        return self.path[-1]

    def at(self, module: Module) -> str:
        """Its place in the manifest."""
        return ptr.join(module.options_pointer, *self.path)

    def place(self, module: Module) -> Member:
        """The place with its value."""
        return Member(self.at(module), module.get(*self.path))


@remembered
def names(module: Module) -> tuple[Name, ...]:
    """The names of the create options at the top and in HostConfig, in order; their values are not read."""
    found: list[Name] = []
    for key in module.keys_at() if module.has_options else ():
        option = table.find(Place.TOP, key)
        found.append(Name(Place.TOP, (key,), option))
        if option is table.HOST_CONFIG:
            found += (Name(Place.HOST, (key, inner), table.find(Place.HOST, inner)) for inner in module.keys_at(key))
    return tuple(found)


def members(
    module: Module, wanted: Callable[[Name], object] = lambda name: True
) -> Iterator[tuple[Place, Member, Option | None]]:
    """Those members of which something holds by their name, each with its row of the table."""
    for name in filter(wanted, names(module)):
        yield name.level, name.place(module), name.option


def elements(module: Module) -> Iterator[tuple[Place, Member]]:
    """The elements of Mounts and of each entry of PortBindings."""
    yield from ((Place.MOUNT, mount) for mount in module.list_at("HostConfig", "Mounts"))
    for port in module.members_at("HostConfig", "PortBindings"):
        for index, binding in enumerate(port.value if isinstance(port.value, list) else ()):
            yield Place.BINDING, Member(f"{port.pointer}/{index}", binding)


@remembered
def unreadable(module: Module) -> tuple[tuple[Option, Member, Fault], ...]:
    """Options without effect whose value some generation of the agent cannot read, each with its first fault."""
    found = []
    for _place, member, option in members(module, _is_typed_without_effect):
        if option is not None and option.type is not None and _is_left(option, member.value):
            fault = None if option.type.fits(member.value) else next(option.type.faults(member.value), None)
            if fault is not None:
                found.append((option, member, fault))
    return tuple(found)


def _is_typed_without_effect(name: Name) -> bool:
    return name.option is not None and name.option.type is not None and not name.option.read


def _is_left(option: Option, value: Json) -> bool:
    """Whether no other rule takes the option out whatever it holds; that rule reports no empty value."""
    return option.rule != rule_ids.NETWORKING_OPTION or not value
