"""Names of routes, and routes that require a topic: triggers, which the managed service of the device sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.manifest.spelling import DESIRED

LAYERED = f"{DESIRED}.routes."
"""How the key of a route begins in a layered deployment; its name follows."""
_TOPIC = re.compile(r"\btopic\s*=\s*(?P<quote>['\"])(?P<name>[^'\"\\]+)(?P=quote)")


def name_of(route: Place) -> str:
    """The name of a route, without the path before it in a layered deployment."""
    return route.key.removeprefix(LAYERED)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic in a route: its name, the pointer of the text that holds it, and where the name is in that text."""

    route: Place
    name: str
    pointer: str
    start: int
    end: int


def topics(manifest: Manifest) -> Iterator[Topic]:
    """Every topic that a route requires, in both forms of a route."""
    for route in manifest.routes:
        inner = isinstance(route.value, dict)
        pointer = ptr.join(route.pointer, "route") if inner else route.pointer
        text = route.value.get("route") if inner else route.value
        for match in _TOPIC.finditer(text) if isinstance(text, str) else ():
            yield Topic(route, match["name"], pointer, match.start("name"), match.end("name"))


def waiting(manifest: Manifest) -> Iterator[Topic]:
    """The first topic of each route that requires one."""
    seen: set[str] = set()
    for topic in topics(manifest):
        if topic.route.pointer not in seen:
            seen.add(topic.route.pointer)
            yield topic
