"""Every place of a manifest that names a module by its id: keys, sections, routes, broker policies.

Whole path segments only, case-sensitively; never a plain substring. Host names are `references`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.docker import hub_values
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.model.base import Json
from core.model.changes import Change
from core.model.remembered import remembered

DOTTED = "properties.desired.modules."

_ROUTE_NAME = re.compile(
    r"(?<![\w-])modules/(?P<path>[^/\"'\\\s*)]+)(?=[/\"'\\\s*)]|$)"
    r"|\$connectionModuleId\s*(?:=|!=|<>)\s*(['\"])(?P<right>[^'\"]+)\2"
    r"|(['\"])(?P<left>[^'\"]+)\4\s*(?:=|!=|<>)\s*\$connectionModuleId"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place that names `module`: an object key (`rename`), a whole string (`replace`) or a span of one (`edit`).

    [start, end) is the name within the key or string.
    """

    module: str
    op: str
    pointer: str
    start: int
    end: int


def named_places(manifest: Manifest, name: str) -> list[Named]:
    """All places that name this module, in document order of their kinds."""
    return _by_name(manifest).get(name, [])


def renamed(manifest: Manifest, name: str, new: str, finding: str) -> list[Change]:
    """The changes that give a module another name: its key, its own section, routes and policies.

    A route that edgeHub cannot parse stays, as another rule asks for its text; one with a placeholder does not.
    """
    changes = []
    for place in named_places(manifest, name):
        if place.pointer in _asked(manifest):
            continue
        if place.op == "edit":
            changes.append(Change("edit", place.pointer, finding, new, place.start, place.end))
        elif place.op == "rename":
            key = ptr.last(place.pointer)
            changes.append(Change("rename", place.pointer, finding, key[: place.start] + new + key[place.end :]))
        else:
            changes.append(Change("replace", place.pointer, finding, new))
    return changes


def route_with_new_names(text: str, new: Callable[[str], str]) -> str:
    """The text of a route with the new names of the modules that it names."""
    found = [named for named in _route(Place("", text)) if new(named.module) != named.module]
    for named in reversed(found):
        text = text[: named.start] + new(named.module) + text[named.end :]
    return text


@remembered
def _asked(manifest: Manifest) -> frozenset[str]:
    """The texts of routes about which a rule asks, as edgeHub cannot parse them; every edgeHub parses alike."""
    return frozenset(unread.where.pointer for unread in hub_values.unreadable(manifest, newer=False))


@remembered
def _by_name(manifest: Manifest) -> dict[str, list[Named]]:
    by_module: dict[str, list[Named]] = {}
    for named in _all(manifest):
        by_module.setdefault(named.module, []).append(named)
    return by_module


def _all(manifest: Manifest) -> Iterator[Named]:
    if manifest.root:
        return
    names = {module.name for module in manifest.custom}
    yield from _keys(manifest)
    yield from _sections(manifest, names)
    yield from in_routes(manifest)
    yield from _policies(manifest)


def _keys(manifest: Manifest) -> Iterator[Named]:
    for module in manifest.custom:
        key = ptr.last(module.pointer)
        yield Named(module.name, "rename", module.pointer, len(key) - len(module.name), len(key))


def _sections(manifest: Manifest, names: set[str]) -> Iterator[Named]:
    """A module's own section, its twin's `moduleId`, and longer dotted keys of layered deployments."""
    for content in _contents(manifest):
        for key, section in content.value.items():
            where = ptr.join(content.pointer, key)
            if key in names:
                yield Named(key, "rename", where, 0, len(key))
            if key == "$edgeAgent" and isinstance(section, dict):
                yield from _dotted(where, section, names)
    for name, place in manifest.twins.items():
        twin = place.pointer.removesuffix("/properties/desired")
        if manifest.shape in ("twin", "twins") and name in names:
            yield Named(name, "replace", twin + "/moduleId", 0, len(name))


def _contents(manifest: Manifest) -> Iterator[Place]:
    if manifest.shape in ("twin", "twins") or not isinstance(manifest.tree, dict):
        return
    for base, holder in (("", manifest.tree), ("/content", manifest.tree.get("content"))):
        if isinstance(holder, dict):
            if "$edgeAgent" in holder:
                yield Place(base, holder)
            for key in ("modulesContent", "moduleContent"):
                if isinstance(holder.get(key), dict):
                    yield Place(ptr.join(base, key), holder[key])


def _dotted(where: str, section: dict[str, Json], names: set[str]) -> Iterator[Named]:
    for key in section:
        name, dot, _rest = key.removeprefix(DOTTED).partition(".")
        if key.startswith(DOTTED) and dot and name in names:
            yield Named(name, "rename", ptr.join(where, key), len(DOTTED), len(DOTTED) + len(name))


def in_routes(manifest: Manifest) -> Iterator[Named]:
    """Every module that a route names, whether the deployment has it or not."""
    for route in manifest.routes:
        yield from _route(route)


def _text_of(route: Place) -> Place:
    return route.below("route") if isinstance(route.value, dict) else route


def _route(route: Place) -> Iterator[Named]:
    pointer, text = _text_of(route)
    if isinstance(text, str):
        for match in _ROUTE_NAME.finditer(text):
            group = next(name for name in ("path", "right", "left") if match[name] is not None)
            yield Named(match[group], "edit", pointer, *match.span(group))


def route_names(route: Place) -> list[str]:
    """The modules a route names, known or not, each once."""
    return list(dict.fromkeys(named.module for named in _route(route)))


def _policies(manifest: Manifest) -> Iterator[Named]:
    """Identities `<hub>/<device>/<module>` of the MQTT broker's authorizations: the literal last segment."""
    broker = manifest.hub.value.get("mqttBroker") if manifest.hub is not None else None
    rules = broker.get("authorizations") if isinstance(broker, dict) else None
    if manifest.hub is None or not isinstance(rules, list):
        return
    base = ptr.join(manifest.hub.pointer, "mqttBroker", "authorizations")
    for index, rule in enumerate(rules):
        identities = rule.get("identities") if isinstance(rule, dict) else None
        for at, identity in enumerate(identities if isinstance(identities, list) else ()):
            if isinstance(identity, str) and identity.count("/") >= 2:
                start = identity.rindex("/") + 1
                yield Named(identity[start:], "edit", ptr.join(base, index, "identities", at), start, len(identity))
