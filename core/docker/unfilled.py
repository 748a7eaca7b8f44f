"""Places where a placeholder of a template is left: the rule and the check about them read the same list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.docker import placeholders
from core.docker.entries import is_chunk
from core.manifest import pointer as ptr
from core.manifest.jsonc import Placeholder
from core.manifest.manifest import Manifest, Module
from core.model.base import Json
from core.model.remembered import remembered
from core.redaction.names import secret_name

_OF_THE_DEVICE = frozenset(("binds", "mounts", "portbindings"))
"""Options of HostConfig that hold paths, ports and addresses: none of them has a `$` of its own."""
_STORAGE = frozenset(("binds", "source"))
"""What such a text belongs to where it is a path or a share."""
_COMMANDS = frozenset(("cmd", "entrypoint", "healthcheck"))
_SHELLS = frozenset(("sh", "bash", "ash", "dash", "cmd", "cmd.exe", "powershell", "pwsh"))


class Unfilled(NamedTuple):
    """A placeholder that is left in a value, with what the value belongs to: an option, a variable, a member.

    `named` says that it is in a name instead: `key` is that name, such as a port, a variable or a route.

    `module` is empty for the deployment. `form` is empty where it hides all create options of a module, else `value`,
    `text`, `twin` or `deployment`.
    """

    module: str
    key: str
    pointer: str
    placeholder: str
    form: str
    named: bool = False

    @property
    def storage(self) -> bool:
        """Whether it is in a bind, or in the source of a mount."""
        return self.key.lower() in _STORAGE


@remembered
def places(manifest: Manifest) -> tuple[Unfilled, ...]:
    """Every one, in document order by section and module."""
    return tuple(_search(manifest)) if placeholders.may_hold(manifest.source.text) else ()


def at(manifest: Manifest, pointer: str) -> bool:
    """Whether one is left at or below a place."""
    return any(found.pointer == pointer or found.pointer.startswith(pointer + "/") for found in places(manifest))


class _Left(NamedTuple):
    key: str
    pointer: str
    placeholder: str
    named: bool = False


def _search(manifest: Manifest) -> Iterator[Unfilled]:
    for place in (manifest.agent, manifest.hub):
        if place is not None and isinstance(place.value, dict):
            for found in _within(_outside_modules(place.value), place.pointer):
                yield _unfilled("", found, "deployment")
    for module in manifest.modules:
        for found in _in_key(module.name, module.pointer):
            yield _unfilled(module.name, found, "text")
        if module.unjudged:
            yield Unfilled(module.name, "createOptions", module.options_pointer, module.unjudged, "")
        for found in (*_in_entry(module), *_in_options(module)):
            yield _unfilled(module.name, found, "value" if isinstance(found.placeholder, Placeholder) else "text")
    for name, place in manifest.twins.items():
        yield from (_unfilled(name, found, "twin") for found in _within(place.value, place.pointer))


def _unfilled(module: str, found: _Left, form: str) -> Unfilled:
    return Unfilled(module, found.key, found.pointer, found.placeholder, form, found.named)


def _in_key(key: str, pointer: str, *, suspect: bool = False) -> Iterator[_Left]:
    """A placeholder in the name of a member."""
    found = placeholders.in_name(key) or (placeholders.suspected(key) if suspect else "")
    if found:
        yield _Left(key, pointer, found, named=True)


def _outside_modules(section: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in section.items() if key not in ("modules", "systemModules")}


def _in_entry(module: Module) -> Iterator[_Left]:
    """The entry without its create options."""
    for key, value in module.body.items():
        pointer = ptr.join(module.pointer, key)
        if key == "settings" and isinstance(value, dict):
            value = {name: item for name, item in value.items() if not is_chunk(name)}
        yield from _within(value, pointer, key)


def _in_options(module: Module) -> Iterator[_Left]:
    shell = any(_runs_shell(module.get(key)) for key in ("Entrypoint", "Cmd"))
    for key, value in module.options.items():
        if shell and key.lower() in _COMMANDS:  # the shell fills in variables itself
            continue
        pointer = ptr.join(module.options_pointer, key)
        yield from _in_key(key, pointer)
        if key.lower() != "hostconfig" or not isinstance(value, dict):
            yield from _within(value, pointer, key)
            continue
        for option, item in value.items():
            yield from _in_key(option, ptr.join(pointer, option))
            yield from _within(item, ptr.join(pointer, option), option, suspect=option.lower() in _OF_THE_DEVICE)


def _runs_shell(command: Json) -> bool:
    words = command if isinstance(command, list) else str(command).split()
    return any(isinstance(word, str) and word.rpartition("/")[2].lower() in _SHELLS for word in words)


def _within(value: Json, pointer: str, name: str = "", *, suspect: bool = False) -> Iterator[_Left]:
    """Every text and key at or below a place that holds a placeholder; `name` is what the text belongs to.

    `suspect`: any `$` begins one there.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _in_key(key, ptr.join(pointer, key), suspect=suspect)
            yield from _within(item, ptr.join(pointer, key), name if key == "value" else key, suspect=suspect)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _within(item, ptr.join(pointer, index), name, suspect=suspect)
    elif isinstance(value, Placeholder):
        yield _Left(name, pointer, value)
    elif isinstance(value, str):
        variable, equals, text = value.partition("=") if name.lower() == "env" else ("", "", value)
        key, text = (variable, text) if equals else (name, value)
        yield from _in_key(variable, pointer) if equals else ()
        found = placeholders.suspected(text) if suspect else placeholders.find(text)
        if found and (found.startswith("${") or found == text.strip() or not secret_name(key)):
            yield _Left(key, pointer, found)
