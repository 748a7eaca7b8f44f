"""Finds host names of modules, with their ports, in every string that a module is given.

Only whole host names count, in `scheme://host[:port]` or `host:port`; never a plain substring.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from core.docker.environment import has_refused_key
from core.manifest import pointer as ptr
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module
from core.model.base import Json
from core.model.remembered import remembered

_HOST = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30})://(?:[^\s/@\"'<>]*@)?(?P<host>[A-Za-z0-9_-]+)(?::(?P<port>\d{1,5}))?(?![\w.:-])"
    r"|(?<![\w.@/:-])(?P<name>[A-Za-z0-9_-]+):(?P<number>\d{1,5})(?![\w.:-])"
)
_LONG = 10_000
"""Characters of a text in which the names are looked for before the places they could be in."""
_SCHEMES = {
    "http": 80,
    "https": 443,
    "ws": 80,
    "wss": 443,
    "mqtt": 1883,
    "mqtts": 8883,
    "amqp": 5672,
    "amqps": 5671,
    "rtsp": 554,
    "redis": 6379,
    "mongodb": 27017,
    "postgresql": 5432,
    "mysql": 3306,
}


@dataclass(frozen=True, slots=True)
class Reference:
    """One host name in a string: `owner` has the string, `target` is the module it refers to.

    `label` describes the string in a few words. [start, end) is the host name; `port` is the port, None if it is
    unknown; [port_start, port_end) are its digits, empty if only the scheme implies it.
    """

    owner: str
    target: str
    label: str
    pointer: str
    start: int
    end: int
    port: int | None
    port_start: int
    port_end: int


class Text(NamedTuple):
    """A string a module is given, looked at from `offset` on (behind `NAME=` of a variable).

    `before` is the word before it in a list, which can be an option of a command.
    """

    owner: str
    label: str
    pointer: str
    text: str
    offset: int = 0
    before: str = ""


@remembered
def references(manifest: Manifest) -> dict[str, list[Reference]]:
    """All references by the name of the module they call, each list in document order."""
    names = _names(manifest)
    by_target: dict[str, list[Reference]] = {}
    for text in texts_where(manifest, lambda text: ":" in text.text):
        for reference in _in(text, names):
            by_target.setdefault(reference.target, []).append(reference)
    return by_target


def calls(manifest: Manifest, text: str) -> bool:
    """Whether a text that no rule rewrites (a command in one piece) calls a module by its name and port."""
    return ":" in text and any(True for _ in _in(Text("", "", "", text), _names(manifest)))


def with_new_names(manifest: Manifest, text: str, new: Callable[[str], str]) -> str:
    """A text that is moved as a whole, with the new names of the modules it calls; `new` says them by the present."""
    calls = _in(Text("", "", "", text), _names(manifest))
    return with_spans(text, [(c.start, c.end, new(c.target)) for c in calls if new(c.target) != c.target])


def with_spans(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """A text with other words in place of spans that do not overlap."""
    parts: list[str] = []
    at = 0
    for start, end, word in sorted(spans):
        parts += (text[at:start], word)
        at = end
    return "".join((*parts, text[at:]))


@remembered
def _names(manifest: Manifest) -> dict[str, str]:
    """The names of the modules as they are and in lower case, which the first of several has if none is spelled so."""
    names = {module.name.lower(): module.name for module in reversed(manifest.modules)}
    return names | {module.name: module.name for module in manifest.modules}


@remembered
def texts(manifest: Manifest) -> tuple[Text, ...]:
    """Every string a module is given: variables, Cmd, Entrypoint, and the twins of modules."""
    return tuple(texts_where(manifest, lambda text: True))


def texts_where(manifest: Manifest, holds: Callable[[Text], object]) -> Iterator[Text]:
    """Those strings of which something holds that follows from their text: of equal modules the first is asked."""
    for module in where(manifest, lambda module: any(map(holds, _of_module(module)))):
        yield from filter(holds, _of_module(module))
    for name, place in manifest.twins.items():
        yield from filter(holds, _strings(name, "", place.pointer, place.value))


@remembered
def _of_module(module: Module) -> tuple[Text, ...]:
    return tuple(_texts_of(module))


def _texts_of(module: Module) -> Iterator[Text]:
    yield from _variables(module)
    for key in ("Cmd", "Entrypoint"):
        place = module.find(key)
        if place is not None and not isinstance(place.value, str):
            yield from _strings(module.name, key, place.pointer, place.value)


def _variables(module: Module) -> Iterator[Text]:
    for env in module.env():
        if not isinstance(env.value, str) or has_refused_key(env):  # such a variable moves as a whole, or is refused
            continue
        if env.where == "createOptions":
            yield Text(module.name, env.name, env.pointer, env.raw, len(env.name) + 1)
        elif isinstance(env.raw, dict):
            yield Text(module.name, env.name, ptr.join(env.pointer, "value"), env.value)


def _strings(owner: str, label: str, pointer: str, value: Json, before: str = "") -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(owner, label, pointer, value, before=before)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(owner, key, ptr.join(pointer, key), item)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            word = value[number - 1] if number else ""
            yield from _strings(owner, label, ptr.join(pointer, number), item, word if isinstance(word, str) else "")


def _in(text: Text, names: dict[str, str]) -> Iterator[Reference]:
    if len(text.text) > _LONG:
        lower = text.text.lower()
        if not any(name.lower() in lower for name in names):
            return
    for match in _HOST.finditer(text.text, text.offset):
        plain = match["host"] is None
        word = match["name"] if plain else match["host"]
        target = names.get(word) or names.get(word.lower())
        if target is None:
            continue
        group = "number" if plain else "port"
        start, end = match.span("name" if plain else "host")
        number = int(match[group]) if match[group] else _SCHEMES.get(match["scheme"].lower())
        port_start, port_end = match.span(group) if match[group] else (end, end)
        yield Reference(text.owner, target, text.label, text.pointer, start, end, number, port_start, port_end)
