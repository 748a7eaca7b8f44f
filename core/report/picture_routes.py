"""Routes of the picture, read from the manifest and drawn as arrows between boxes.

All routes into one box share a lane at the left of the boxes and enter it at one point: twenty modules that send to
IoT Hub are one line with twenty beginnings. Lanes of different ends never lie on each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.docker.routes import name_of
from core.manifest.manifest import Manifest
from core.redaction.redactor import Redactor
from core.report.picture_shapes import Box, Line
from core.text.catalogue import _

HUB, ANY = "$upstream", "$any"
"""Keys of the boxes that are no modules: no module may have such a name."""
LANE = 12.0

_SOURCE = re.compile(r"(?:^|/)modules/([^/\s'\"]+)", re.IGNORECASE)
_SINK = re.compile(r"BrokeredEndpoint\(\s*[\\\"']*/?modules/([^/\s'\"\\]+)", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\s++(\S++)\s(?=\s*+(?:WHERE|INTO)\s)", re.IGNORECASE)
_INTO = re.compile(r"\bINTO\s++(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Route:
    """A route by name, from a module (or ANY) to a module or HUB."""

    name: str
    source: str
    sink: str


def routes(manifest: Manifest, redactor: Redactor) -> tuple[Route, ...]:
    """The routes between boxes of the picture, without those that cannot be read."""
    found = []
    for place in manifest.routes:
        text = place.value.get("route") if isinstance(place.value, dict) else place.value
        parts = _parts(text) if isinstance(text, str) else None
        if parts is None:
            continue
        source, sink = _SOURCE.search(parts[0]), _SINK.search(parts[1])
        target = sink[1] if sink is not None else HUB if "$upstream" in parts[1].lower() else ""
        if target:
            start = source[1] if source is not None and source[1] != "*" else ANY
            found.append(Route(redactor.text(name_of(place)), redactor.text(start), redactor.text(target)))
    return tuple(found)


def _parts(route: str) -> tuple[str, str] | None:
    """The source of a route, and the text after its last INTO; None if the text is no route."""
    source = _FROM.search(route)
    ends = [] if source is None else [match.end() for match in _INTO.finditer(route, source.end())]
    return (source[1], route[ends[-1] :]) if source is not None and ends else None


@dataclass(frozen=True, slots=True)
class Trunk:
    """All routes into one box: their sources, and the number of their lane, counted from the boxes."""

    sink: str
    routes: tuple[Route, ...]
    lane: int

    @property
    def sources(self) -> tuple[str, ...]:
        """The boxes at which the routes begin, each once."""
        return tuple(dict.fromkeys(route.source for route in self.routes))


def trunks(drawn: Sequence[Route], keys: Sequence[str]) -> tuple[Trunk, ...]:
    """The routes by target. `keys` are the boxes from top to bottom; short trunks have the inner lanes."""
    rows = {key: row for row, key in enumerate(keys)}
    groups = {key: [route for route in drawn if route.sink == key] for key in keys}
    groups = {key: group for key, group in groups.items() if group}
    spans = {
        key: (min(rows[route.source] for route in group), max(rows[route.source] for route in group))
        for key, group in groups.items()
    }
    spans = {key: (min(first, rows[key]), max(last, rows[key])) for key, (first, last) in spans.items()}
    lanes: list[list[tuple[int, int]]] = []
    found = []
    for key in sorted(groups, key=lambda key: (spans[key][1] - spans[key][0], rows[key])):
        first, last = spans[key]
        free = (n for n, lane in enumerate(lanes) if all(last < start or end < first for start, end in lane))
        lane = next(free, len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((first, last))
        found.append(Trunk(key, tuple(groups[key]), lane))
    return tuple(found)


def arrows(found: Sequence[Trunk], places: Mapping[str, Box], left: float) -> Iterable[Line]:
    """Yields one line for each pair of boxes with a route; every end has its own point on its box."""
    heights = _heights(found, places)
    for trunk in found:
        x, sink = left - LANE * (trunk.lane + 1.5), places[trunk.sink]
        into = (sink.x, heights[trunk.sink, trunk.sink, "in"])
        for name in trunk.sources:
            source = places[name]
            out = (source.x, heights[name, trunk.sink, "out"])
            names = ", ".join(route.name for route in trunk.routes if route.source == name)
            label = _("{name}: from {source} to {sink}").format(name=names, source=named(name), sink=named(trunk.sink))
            yield Line("route", (out, (x, out[1]), (x, into[1]), into), label)


def named(key: str) -> str:
    """The name of a box of a route in a sentence."""
    return {HUB: _("IoT Hub"), ANY: _("any module")}.get(key, key)


def _heights(found: Sequence[Trunk], places: Mapping[str, Box]) -> dict[tuple[str, str, str], float]:
    """The height at which a line ends, by box, trunk and direction; lines upwards are above those downwards."""
    ends: dict[str, list[tuple[float, int, str, str]]] = {}
    for trunk in found:
        sink = places[trunk.sink]
        middle = sum(places[name].y for name in trunk.sources) / len(trunk.sources)
        ends.setdefault(trunk.sink, []).append((middle - sink.y, trunk.lane, trunk.sink, "in"))
        for name in trunk.sources:
            ends.setdefault(name, []).append((sink.y - places[name].y, trunk.lane, trunk.sink, "out"))
    heights = {}
    for key, there in ends.items():
        box, step = places[key], places[key].height / (len(there) + 1)
        for place, (_way, _lane, end, direction) in enumerate(sorted(there), 1):
            heights[key, end, direction] = box.y + step * place
    return heights
