"""A placeholder of a template hides what the rules would have to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.docker import placeholders
from core.docker.entries import is_chunk
from core.manifest import pointer as ptr
from core.manifest.jsonc import Placeholder
from core.manifest.manifest import Manifest, Module
from core.model.base import Json
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.model.remembered import remembered
from core.redaction.names import secret_name
from core.rules.base import EVERYWHERE, Rule

_COMMANDS = frozenset(("cmd", "entrypoint", "healthcheck"))
_SHELLS = frozenset(("sh", "bash", "ash", "dash", "cmd", "cmd.exe", "powershell", "pwsh"))


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Create options that are one placeholder, and every value at or below which one is left."""
    for owner, found, variant in _found(manifest):
        if placeholders.has_question(found.pointer, device):
            continue
        yield RULE.finding(
            owner,
            found.key,
            found.pointer,
            Verdict.MANUAL,
            module=owner,
            placeholder=found.placeholder,
            key=found.key,
            variant=variant,
        )


class _Left(NamedTuple):
    """A placeholder, with what the text belongs to: an option, a variable, a member."""

    key: str
    pointer: str
    placeholder: str


@remembered
def _found(manifest: Manifest) -> tuple[tuple[str, _Left, str], ...]:
    """Owner (empty for the deployment), placeholder, and form of each."""
    return tuple(_search(manifest)) if placeholders.may_hold(manifest.source.text) else ()


def _search(manifest: Manifest) -> Iterator[tuple[str, _Left, str]]:
    for place in (manifest.agent, manifest.hub):
        if place is not None and isinstance(place.value, dict):
            yield from (("", found, "deployment") for found in _within(_outside_modules(place.value), place.pointer))
    for module in manifest.modules:
        if module.unjudged:
            yield module.name, _Left("createOptions", module.options_pointer, module.unjudged), ""
        for found in (*_in_entry(module), *_in_options(module)):
            yield module.name, found, "value" if isinstance(found.placeholder, Placeholder) else "text"
    for name, place in manifest.twins.items():
        yield from ((name, found, "twin") for found in _within(place.value, place.pointer))


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
        yield from _within(value, ptr.join(module.options_pointer, key), key)


def _runs_shell(command: Json) -> bool:
    words = command if isinstance(command, list) else str(command).split()
    return any(isinstance(word, str) and word.rpartition("/")[2].lower() in _SHELLS for word in words)


def _within(value: Json, pointer: str, name: str = "") -> Iterator[_Left]:
    """Every text at or below a place that holds a placeholder; `name` is what the text belongs to."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _within(item, ptr.join(pointer, key), name if key == "value" else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _within(item, ptr.join(pointer, index), name)
    elif isinstance(value, Placeholder):
        yield _Left(name, pointer, value)
    elif isinstance(value, str):
        variable, equals, text = value.partition("=") if name.lower() == "env" else ("", "", value)
        key, text = (variable, text) if equals else (name, value)
        found = placeholders.find(text)
        if found and (found.startswith("${") or found == text.strip() or not secret_name(key)):
            yield _Left(key, pointer, found)


RULE = Rule(id="unjudged", area=Area.RUNTIME, source=("MAN-4",), detect=detect, targets=EVERYWHERE, minutes=5)
