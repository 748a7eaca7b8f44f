"""The objects of Format-List as ConvertTo-Json prints them: the same facts, read by the same readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from core.device_outputs import iotedge, json_text, network
from core.device_outputs.found import Facts, Found
from core.device_outputs.powershell_list import Item
from core.model.base import Json

_READERS: tuple[Callable[[Item, Sequence[str], str], Found | None], ...] = (network.item, iotedge.item)
_OWN = network.OWN | {"NAME"}
"""Properties that identify an object; other objects are not read, however deep they are."""


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Reads one object or a list of objects of one kind."""
    parsed = json_text.parse(lines, index)
    if parsed is None:
        return None
    rows = parsed.value if isinstance(parsed.value, list) else [parsed.value]
    if not rows or not all(isinstance(row, dict) and row.keys() & _OWN for row in rows):
        return None
    found: list[Found] = []
    for row in rows:
        item = Item(index, parsed.end, {name: [(index, text) for text in _text(row[name])] for name in row})
        one = next(filter(None, (reader(item, lines, typed) for reader in _READERS)), None)
        if one is None or (found and one.command != found[0].command):
            return None
        found.append(one)
    lost = "; ".join(dict.fromkeys(one.partial for one in found if one.partial))
    return replace(
        found[0],
        facts=_together([one.facts for one in found]),
        end=parsed.end,
        unread=(),
        partial=lost if parsed.whole else "JSON broken off; more may follow",
        secrets=tuple(secret for one in found for secret in one.secrets),
    )


def _text(value: Json) -> list[str]:
    """A value as Format-List prints it, line by line."""
    if isinstance(value, dict):
        return list(_entries(value))
    if isinstance(value, list):
        return ["{" + ", ".join(map(str, value)) + "}"]
    return ["" if value is None else str(value)] if not isinstance(value, str) else value.splitlines()


def _entries(value: dict[str, Json]) -> Iterator[str]:
    """The members of a value and of nested values, each as `Key:value`."""
    for key, inner in value.items():
        if isinstance(inner, dict | list):
            yield f"{key}:"
            for each in inner if isinstance(inner, list) else [inner]:
                yield from _entries(each) if isinstance(each, dict) else ()
        else:
            yield f"{key}:{'' if inner is None else inner}"


def _together(parts: Sequence[Facts]) -> Facts:
    """The facts of several objects: lists are joined, objects merged, and of other values the last known is taken."""
    facts: Facts = {}
    for part in parts:
        for key, value in part.items():
            if isinstance(value, list):
                facts[key] = [*facts.get(key, []), *value]
            elif isinstance(value, dict):
                facts[key] = {**facts.get(key, {}), **value}
            elif value is not None or key not in facts:
                facts[key] = value
    return facts
