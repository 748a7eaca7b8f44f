"""What IoT Hub refuses before any agent sees it: the limits of a twin.

Source: azure-docs iot-hub-devguide-device-twins (kubernetes-edge-agent reference section 4). Desired properties have at
most 32 KB (keys and texts in UTF-8 without control characters, numbers 8 bytes, truth values 4).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from core.docker import placeholders
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.model.base import Json
from core.targets.kubernetes.model import Refusal

MAX_SIZE = 32 * 1024
MAX_STRING = 4096
MAX_KEY = 1024
MAX_DEPTH = 10
MAX_NUMBER = 4503599627370496

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BAD_KEY = re.compile(r"[.$ \x00-\x1f\x7f-\x9f]")


def sizes(manifest: Manifest, tree: Json) -> dict[str, int]:
    """Bytes of the desired properties of each section, as IoT Hub counts them; `tree` is the file as it is."""
    return {name: size(raw) for name, _, raw in _sections(manifest, tree)}


def refusals(manifest: Manifest) -> Iterator[Refusal]:
    """What IoT Hub refuses; nothing for layered parts and create options alone, which the hub merges first."""
    for name, pointer, raw in _sections(manifest, json.loads(manifest.source.blanked)):
        bytes_, deep, odd = _measured(raw)
        if bytes_ > MAX_SIZE:
            yield Refusal("hub-size", _owner(name), pointer, {"section": name, "size": bytes_, "limit": MAX_SIZE})
        if deep > MAX_DEPTH:
            yield Refusal("hub-depth", _owner(name), pointer, {"section": name, "depth": deep, "limit": MAX_DEPTH})
        if odd:
            yield from _values(name, pointer, raw)


def size(value: Json) -> int:
    """The size of a value: keys and texts as UTF-8 without control characters, numbers 8, truth values 4."""
    return _measured(value)[0]


def _measured(value: Json) -> tuple[int, int, bool]:
    """Size, depth of objects and lists below the value itself, and whether a key or value may be refused."""
    total, deep, odd = 0, -1, False
    level = [value]
    while level:
        below: list[Json] = []
        nested = False
        for item in level:
            if isinstance(item, str):
                total += _text_size(item)
                odd = odd or len(item) * 4 > MAX_STRING
            elif isinstance(item, dict):
                nested = True
                for key in item:
                    total += _text_size(key)
                    odd = odd or not key.isidentifier() or len(key) > MAX_KEY
                below += item.values()
            elif isinstance(item, list):
                nested = True
                below += item
            elif item is not None:
                total += 4 if isinstance(item, bool) else 8
                odd = odd or abs(item) > MAX_NUMBER
        deep += nested
        level = below
    return total, deep, odd


def _text_size(text: str) -> int:
    clean = text if text.isprintable() else _CONTROL.sub("", text)
    return len(clean) if clean.isascii() else len(clean.encode("utf-8", "replace"))


def _sections(manifest: Manifest, tree: Json) -> Iterator[tuple[str, str, Json]]:
    """Name, pointer and raw desired properties (create options as they are in the file) of each section."""
    if manifest.root or not (manifest.agent or manifest.hub or manifest.twins):
        return
    places: dict[str, Place | None] = {"$edgeAgent": manifest.agent, "$edgeHub": manifest.hub, **manifest.twins}
    for name, place in places.items():
        if place is not None:
            yield name, place.pointer, ptr.resolve(tree, place.pointer)


def _owner(section: str) -> str:
    """The module a section belongs to; none for that of edgeAgent, which holds everything."""
    return {"$edgeAgent": "", "$edgeHub": "edgeHub"}.get(section, section)


def _values(name: str, pointer: str, raw: Json) -> Iterator[Refusal]:
    pending = [(pointer, raw, _owner(name))]
    while pending:
        where, value, module = pending.pop()
        if isinstance(value, dict):
            inside = where in (f"{pointer}/modules", f"{pointer}/systemModules")
            for key, item in value.items():
                place = ptr.join(where, key)
                bad = _BAD_KEY.search(key) and _BAD_KEY.search(placeholders.filled(key, ""))
                if bad or len(key) > MAX_KEY:
                    yield Refusal("hub-key", module, place, {"key": key})
                pending.append((place, item, key if inside else module))
        elif isinstance(value, list):
            pending += [(ptr.join(where, index), item, module) for index, item in enumerate(value)]
        elif isinstance(value, str) and len(value) * 4 > MAX_STRING:
            bytes_ = len(value.encode("utf-8", "replace"))
            if MAX_STRING < bytes_ <= MAX_SIZE:  # a longer one is over the limit of the whole, which says what to do
                yield Refusal("hub-string", module, where, {"size": bytes_, "limit": MAX_STRING})
        elif isinstance(value, int) and abs(value) > MAX_NUMBER:
            yield Refusal("hub-number", module, where, {"value": str(value)})
