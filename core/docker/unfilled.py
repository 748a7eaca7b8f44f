"""Placeholders that a template tool has not filled in yet: one list for the rule and the check about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from core.docker import placeholders
from core.docker.entries import is_chunk
from core.manifest import pointer as ptr
from core.manifest.jsonc import Placeholder
from core.manifest.manifest import Manifest, Module
from core.model.base import Json
from core.model.remembered import remembered
from core.redaction.names import secret_name

_PATHS_AND_PORTS = frozenset(
    ("binds", "mounts", "devices", "portbindings", "exposedports", "volumes", "image", "address")
)
"""What holds paths, ports, images and addresses: none of them has a `$` of its own."""
_FREE = frozenset(
    ("env", "labels", "cmd", "entrypoint", "shell", "onbuild", "healthcheck", "logconfig", "routes", "mqttbroker")
)
"""Lists and objects of free text, in which `$name` may be the module's own, such as the consumer group `$Default`."""
FREE_TEXTS = frozenset(("password", "subpathexpr"))
"""Members whose own text is free: Kubernetes fills in the `$(NAME)` of the second."""
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


class _Kind(Enum):
    """What a `$` may be: one of free text, one that replaces a whole word or number, one of a path or port."""

    FREE = "free"
    WORD = "word"
    PATH = "path"

    def of(self, key: str) -> _Kind:
        """The kind of what is below a member of this name."""
        key = key.lower()
        if self is _Kind.FREE:
            return self
        return _Kind.PATH if key in _PATHS_AND_PORTS else _Kind.FREE if key in _FREE or key in FREE_TEXTS else self

    def find(self, text: str) -> str:
        """The first placeholder in a text; empty for none."""
        if self is _Kind.PATH:
            return placeholders.suspected(text)
        return placeholders.find(text) or (placeholders.marked if self is _Kind.FREE else placeholders.whole)(text)


@remembered
def places(manifest: Manifest) -> tuple[Unfilled, ...]:
    """Every such placeholder, in document order by section and module."""
    return tuple(_search(manifest)) if possible(manifest) else ()


@remembered
def possible(manifest: Manifest) -> bool:
    """Whether the file can hold any placeholder: a quick test, false for most manifests."""
    return placeholders.may_hold(manifest.source.text)


def at(manifest: Manifest, pointer: str) -> bool:
    """Whether there is such a placeholder at or below a place."""
    return any(found.pointer == pointer or found.pointer.startswith(pointer + "/") for found in places(manifest))


class _Left(NamedTuple):
    key: str
    pointer: str
    placeholder: str
    named: bool = False


def _search(manifest: Manifest) -> Iterator[Unfilled]:
    for place in (manifest.agent, manifest.hub):
        if place is not None and isinstance(place.value, dict):
            for found in _below(_outside_modules(place.value), place.pointer, _Kind.WORD):
                yield _unfilled("", found, "deployment")
    for module in manifest.modules:
        for found in _in_key(module.name, module.pointer):
            yield _unfilled(module.name, found, "text")
        if module.unjudged:
            yield Unfilled(module.name, "createOptions", module.options_pointer, module.unjudged, "")
        for found in (*_in_entry(module), *_in_options(module)):
            yield _unfilled(module.name, found, "value" if isinstance(found.placeholder, Placeholder) else "text")
    for name, place in manifest.twins.items():
        yield from (_unfilled(name, found, "twin") for found in _below(place.value, place.pointer, _Kind.FREE))


def _unfilled(module: str, found: _Left, form: str) -> Unfilled:
    return Unfilled(module, found.key, found.pointer, found.placeholder, form, found.named)


def _in_key(key: str, pointer: str, kind: _Kind = _Kind.WORD) -> Iterator[_Left]:
    """A placeholder in the name of a member."""
    found = placeholders.in_name(key) or (placeholders.suspected(key) if kind is _Kind.PATH else "")
    if found:
        yield _Left(key, pointer, found, named=True)


def _outside_modules(section: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in section.items() if key not in ("modules", "systemModules")}


def _in_entry(module: Module) -> Iterator[_Left]:
    """The entry without its create options."""
    body = dict(module.body)
    settings = body.get("settings")
    if isinstance(settings, dict):
        body["settings"] = {name: item for name, item in settings.items() if not is_chunk(name)}
    yield from _below(body, module.pointer, _Kind.WORD)


def _in_options(module: Module) -> Iterator[_Left]:
    options = module.options
    if any(_runs_shell(module.get(key)) for key in ("Entrypoint", "Cmd")):  # the shell fills in variables itself
        options = {key: value for key, value in options.items() if key.lower() not in _COMMANDS}
    yield from _below(options, module.options_pointer, _Kind.WORD)


def _runs_shell(command: Json) -> bool:
    words = command if isinstance(command, list) else str(command).split()
    return any(isinstance(word, str) and word.rpartition("/")[2].lower() in _SHELLS for word in words)


def _below(value: Json, pointer: str, kind: _Kind, name: str = "") -> Iterator[_Left]:
    """Every text and key below a place that holds a placeholder; `name` is what the place belongs to."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _in_key(key, ptr.join(pointer, key), kind)
            yield from _at(item, ptr.join(pointer, key), kind, name if key == "value" else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _at(item, ptr.join(pointer, index), kind, name, of_list=True)


def _at(value: Json, pointer: str, kind: _Kind, name: str, *, of_list: bool = False) -> Iterator[_Left]:
    """What a member or an element holds; a text that takes the place of an object or list is never free text."""
    if isinstance(value, (dict, list)):
        yield from _below(value, pointer, kind if of_list else kind.of(name), name)
    elif isinstance(value, Placeholder):
        yield _Left(name, pointer, value)
    elif isinstance(value, str):
        below = kind if of_list else kind.of(name)
        here = kind if below is _Kind.FREE and name.lower() not in FREE_TEXTS else below
        yield from _in_text(value, pointer, here, name)


def _in_text(value: str, pointer: str, kind: _Kind, name: str) -> Iterator[_Left]:
    variable, equals, text = value.partition("=") if name.lower() == "env" else ("", "", value)
    key, text = (variable, text) if equals else (name, value)
    yield from _in_key(variable, pointer) if equals else ()
    found = kind.find(text)
    if found and (found.startswith("${") or found == text.strip() or not secret_name(key)):
        yield _Left(key, pointer, found)
