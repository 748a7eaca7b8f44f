"""Routes of the hub that require a topic: triggers of shares, which the managed service of the device sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place

_TOPIC = re.compile(r"\btopic\s*=\s*(?P<quote>['\"])(?P<name>[^'\"\\]+)(?P=quote)")


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
