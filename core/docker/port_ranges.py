"""Ranges of container ports as keys of PortBindings: no runtime reads them, `docker run` writes them out itself."""

from __future__ import annotations

import re
from collections.abc import Collection

from core.docker import ports
from core.manifest import pointer as ptr
from core.manifest.manifest import Module, Place, spelling
from core.model.base import Json
from core.model.changes import Change, giving_up

MOST = 50
"""Longer ranges are not written out, and are manual work."""

RANGE = re.compile(r"\s*(\d{1,5})\s*-\s*(\d{1,5})\s*(?:/\s*(tcp|udp|sctp)\s*)?", re.IGNORECASE)


def pairs(place: Place, without: Collection[int] = ()) -> list[tuple[int, int]]:
    """Container and host port of each port of a range; empty if the lengths differ, or a port of `without` is in it."""
    match = RANGE.fullmatch(place.key)
    entries = place.value if isinstance(place.value, list) else []
    if match is None or len(entries) != 1:
        return []
    low, high = int(match[1]), int(match[2])
    first = _first_host(entries[0], low, high)
    fits = first is not None and 1 <= low < high <= ports.HIGHEST and high - low < MOST
    if first is None or not fits or first + high - low > ports.HIGHEST:
        return []
    if any(low <= port <= high for port in without):
        return []
    return [(port, first + port - low) for port in range(low, high + 1)]


def _first_host(entry: Json, low: int, high: int) -> int | None:
    """The first host port: the container port if none is given, None if the lengths differ."""
    actual = spelling(entry, "HostPort")
    value = entry[actual] if actual is not None else ""
    if value in ("", None):
        return low
    match = RANGE.fullmatch(value) if isinstance(value, str) else None
    fits = match is not None and not match[3] and int(match[2]) - int(match[1]) == high - low
    return int(match[1]) if match is not None and fits and int(match[1]) > 0 else None


def protocol(key: str) -> str:
    """The protocol of a range in lower case; empty for a key that is none."""
    match = RANGE.fullmatch(key)
    return (match[3] or "tcp").lower() if match is not None else ""


def written_out(
    module: Module, place: Place, finding: str, earlier: Collection[str], without: Collection[int] = ()
) -> list[Change]:
    """Replaces a range by an entry for each port that has none, in its bindings or in the `earlier` ranges (keys)."""
    taken = {(port.number, port.protocol) for port in ports.bindings(module)}
    for other in module.members_at("HostConfig", "PortBindings"):
        kind = protocol(other.key)
        found = [(port, host) for port, host in pairs(other, without) if (port, kind) not in taken]
        if other.pointer == place.pointer:
            where, entry = ptr.parent(place.pointer), place.value[0]
            address = spelling(entry, "HostIp")
            kept = {} if address is None else {address: entry[address]}
            added = [
                Change("add", ptr.join(where, f"{port}/{kind}"), finding, [{**kept, "HostPort": str(host)}])
                for port, host in found
            ]
            return giving_up([Change("remove", place.pointer, finding), *added])
        if other.key in earlier:
            taken.update((port, kind) for port, _ in found)
    return []
