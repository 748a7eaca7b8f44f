"""Names and words that a manifest says openly, which are no secrets wherever they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.redaction.shapes import is_placeholder

_ROUTE_END = re.compile(r"/(?:inputs|outputs)/([\w-]{1,64})")
_WORD = re.compile(r"[A-Za-z_-]+")


def open_names(manifest: Manifest) -> Iterator[str]:
    """Names that a manifest says openly, in small letters: of its modules, shares, routes and their ends."""
    for module in manifest.modules:
        yield module.name.lower()
        yield re.sub(r"[^a-z0-9]+", "-", module.name.lower()).strip("-")
        for place in module.list_at("HostConfig", "Binds"):
            if isinstance(place.value, str) and place.value.startswith("/home/hcsshares/"):
                yield place.value.split("/")[3].partition(":")[0].lower()
    for route in manifest.routes:
        yield ptr.last(route.pointer).lower()
        text = route.value.get("route") if isinstance(route.value, dict) else route.value
        if isinstance(text, str):
            yield from (match[1].lower() for match in _ROUTE_END.finditer(text))
    yield from ("$edgeagent", "$edgehub", "edgeagent", "edgehub", "$upstream")


def public_words(manifest: Manifest) -> Iterator[str]:
    """The words a manifest says openly, in small letters: of the names of members, and of images."""
    stack, seen = [manifest.tree], set[str]()
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            image = value.get("image")
            said = value.keys() | ({image} if isinstance(image, str) and not is_placeholder(image) else set())
            for text in said - seen:
                seen.add(text)
                for word in _WORD.findall(text.lower()):
                    yield word
                    yield from re.split("[-_]", word)
            stack += value.values()
        elif isinstance(value, list):
            stack += value
