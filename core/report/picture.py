"""The deployment as a picture: modules with their ports, the shares and GPUs they hold, and routes as arrows.

One layout, drawn twice: as SVG for report and export, and by the window with its own colours. Lengths are pixels.
Routes run in lanes at the left of the modules, one lane each where they overlap, so that no two lie on each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.manifest.manifest import Manifest
from core.migration.migrate import Migration
from core.model.remembered import remembered
from core.redaction.redactor import Redactor
from core.report.cluster import facts
from core.report.model import KubernetesFacts, ModuleObjects
from core.targets.base import Words
from core.targets.registry import target_of
from core.text.catalogue import _

BoxKind = Literal["module", "cloud", "share", "gpu"]
LineKind = Literal["route", "share", "gpu"]
Point = tuple[float, float]

MODULE_WIDTH, SIDE_WIDTH = 300.0, 170.0
HEAD, LINE = 26.0, 17.0
"""Height of a box's title and of each line below it."""
GAP, LANE, MARGIN = 18.0, 12.0, 16.0
LETTERS_TITLE, LETTERS_MODULE, LETTERS_SIDE = 32, 44, 20
"""How many letters fit; longer texts are cut in the middle."""
HUB = "$upstream"

_SOURCE = re.compile(r"(?:^|/)modules/([^/\s'\"]+)", re.IGNORECASE)
_SINK = re.compile(r"BrokeredEndpoint\(\s*[\\\"']*/?modules/([^/\s'\"\\]+)", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\s++(\S++)\s(?=\s*+(?:WHERE|INTO)\s)", re.IGNORECASE)
_INTO = re.compile(r"\bINTO\s++(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Box:
    """A thing: a module, the cloud above, a share, the GPUs. `key` is unique; `full` is the title uncut."""

    kind: BoxKind
    key: str
    x: float
    y: float
    width: float
    height: float
    title: str
    lines: tuple[str, ...]
    full: str


@dataclass(frozen=True, slots=True)
class Line:
    """A connection along points; an arrow where it is a route. `label` says what it is, in words."""

    kind: LineKind
    points: tuple[Point, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw. Boxes do not overlap. `story` says the same in sentences, for those who cannot see it."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    story: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A route by name, from a module (empty: any) to a module or the cloud."""

    name: str
    source: str
    sink: str


@remembered
def picture(migration: Migration, redactor: Redactor) -> Picture:
    """The picture of a migration's result, every name masked; computed once."""
    words = target_of(migration.device).words
    return layout(facts(migration, redactor), routes(migration.after(), redactor), words)


def routes(manifest: Manifest, redactor: Redactor) -> tuple[Route, ...]:
    """The routes between things of the picture; what no one can read is left out."""
    found = []
    for place in manifest.routes:
        text = place.value.get("route") if isinstance(place.value, dict) else place.value
        parts = _parts(text) if isinstance(text, str) else None
        if parts is None:
            continue
        source, sink = _SOURCE.search(parts[0]), _SINK.search(parts[1])
        target = sink[1] if sink is not None else HUB if "$upstream" in parts[1].lower() else ""
        if target:
            start = source[1] if source is not None and source[1] != "*" else ""
            found.append(Route(redactor.text(place.key), redactor.text(start), redactor.text(target)))
    return tuple(found)


def _parts(route: str) -> tuple[str, str] | None:
    """Where a route takes messages from, and what is behind its last INTO; None where it is no route."""
    source = _FROM.search(route)
    ends = [] if source is None else [match.end() for match in _INTO.finditer(route, source.end())]
    return (source[1], route[ends[-1] :]) if source is not None and ends else None


def layout(cluster: KubernetesFacts, wanted: Sequence[Route], words: Words) -> Picture:
    """Where everything is. `words` are those of the target. The same for the same input."""
    known = {workload.module for workload in cluster.modules}
    drawn = [route for route in wanted if route.sink in known | {HUB} and route.source in known | {""}]
    spans = [_span(route, cluster.modules) for route in drawn]
    lanes = _lanes(spans)
    left = MARGIN + LANE * (max(lanes, default=-1) + 2)
    boxes = [_cloud(left), *_modules(cluster.modules, left, words)]
    places = {box.key: box for box in boxes}
    side = list(_side(cluster.modules, places, left + MODULE_WIDTH + 5 * GAP, words))
    lines = [
        *(_arrow(route, lane, places, left) for route, lane in zip(drawn, lanes, strict=True)),
        *_holds(cluster.modules, places, {box.key: box for box in side}),
    ]
    every = [*boxes, *side]
    width = max(box.x + box.width for box in every) + MARGIN
    height = max(box.y + box.height for box in every) + MARGIN
    return Picture(
        width, height, tuple(every), tuple(lines), tuple(_story(cluster.modules, drawn, words)), _(words.title)
    )


def shortened(text: str, letters: int) -> str:
    """A text that fits, cut in the middle: both ends tell names apart."""
    if len(text) <= letters:
        return text
    tail = letters // 3
    return f"{text[: letters - tail - 1]}…{text[-tail:]}"


def _cloud(left: float) -> Box:
    title = _("IoT Hub")
    return Box("cloud", HUB, left, MARGIN, MODULE_WIDTH, HEAD + LINE, title, (_("messages upstream"),), title)


def _modules(modules: Iterable[ModuleObjects], left: float, words: Words) -> Iterable[Box]:
    top = MARGIN + HEAD + LINE + GAP
    for workload in modules:
        lines = tuple(shortened(line, LETTERS_MODULE) for line in _module_lines(workload, words))
        height = HEAD + LINE * len(lines) + 6
        title = shortened(workload.module, LETTERS_TITLE)
        yield Box("module", workload.module, left, top, MODULE_WIDTH, height, title, lines, workload.module)
        top += height + GAP


def _module_lines(workload: ModuleObjects, words: Words) -> Iterable[str]:
    ports = ", ".join(f"{port.port}/{port.protocol.lower()}" for port in workload.ports)
    if not ports:
        yield _(words.closed)
    elif workload.service == "LoadBalancer":
        yield _("from outside: {ports}").format(ports=ports)
    else:
        yield _("inside only: {ports}").format(ports=ports)
    for folder in workload.folders:
        yield _("folder of the machine: {path}").format(path=folder)


def _side(modules: Sequence[ModuleObjects], places: Mapping[str, Box], left: float, words: Words) -> Iterable[Box]:
    """Shares and GPUs, each as near as possible to the middle of the modules that hold it."""
    users: dict[str, list[Box]] = {}
    for workload in modules:
        for share in workload.shares:
            users.setdefault(f"share:{share}", []).append(places[workload.module])
        if _count(workload):
            users.setdefault("gpu", []).append(places[workload.module])
    wanted = sorted((sum(box.y + box.height / 2 for box in held) / len(held), key) for key, held in users.items())
    height = HEAD + LINE + 6
    bottom = 0.0
    for middle, key in wanted:
        top = max(MARGIN, bottom + GAP, middle - height / 2)
        bottom = top + height
        full = key.removeprefix("share:") if key != "gpu" else f"GPU × {sum(map(_count, modules))}"
        line = _("share") if key != "gpu" else words.gpu
        kind: BoxKind = "share" if key != "gpu" else "gpu"
        yield Box(kind, key, left, top, SIDE_WIDTH, height, shortened(full, LETTERS_SIDE), (line,), full)


def _count(workload: ModuleObjects) -> int:
    return int(workload.gpus) if workload.gpus.isdigit() else 0


def _span(route: Route, modules: Sequence[ModuleObjects]) -> tuple[int, int]:
    """From which row to which a route runs; the cloud is row 0. A route from anywhere starts at its end."""
    rows = {HUB: 0} | {workload.module: index for index, workload in enumerate(modules, 1)}
    sink = rows[route.sink]
    ends = (rows[route.source] if route.source else sink, sink)
    return min(ends), max(ends)


def _lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """The innermost lane that is free over the whole of each span: short routes run close to the modules."""
    taken: list[list[tuple[int, int]]] = []
    lanes = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda each: (spans[each][1] - spans[each][0], each)):
        first, last = spans[index]
        free = (n for n, lane in enumerate(taken) if all(last < start or end < first for start, end in lane))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((first, last))
        lanes[index] = lane
    return lanes


def _arrow(route: Route, lane: int, places: Mapping[str, Box], left: float) -> Line:
    sink = places[route.sink]
    x = left - LANE * (lane + 1.5)
    label = _("{name}: from {source} to {sink}").format(
        name=route.name, source=route.source or _("any module"), sink=_named(route.sink)
    )
    into = (sink.x, sink.y + sink.height * 0.65)
    if not route.source:
        return Line("route", ((x, into[1]), into), label)
    source = places[route.source]
    out = (source.x, source.y + source.height * 0.35)
    return Line("route", (out, (x, out[1]), (x, into[1]), into), label)


def _holds(modules: Iterable[ModuleObjects], places: Mapping[str, Box], side: Mapping[str, Box]) -> Iterable[Line]:
    for workload in modules:
        for share in workload.shares:
            label = _("{module} mounts the share {share}").format(module=workload.module, share=share)
            yield Line("share", _across(places[workload.module], side[f"share:{share}"]), label)
        if _count(workload):
            label = _("{module} holds {count} GPU").format(module=workload.module, count=workload.gpus)
            yield Line("gpu", _across(places[workload.module], side["gpu"]), label)


def _across(source: Box, target: Box) -> tuple[Point, Point]:
    return (source.x + source.width, source.y + source.height / 2), (target.x, target.y + target.height / 2)


def _named(sink: str) -> str:
    return _("IoT Hub") if sink == HUB else sink


def _story(modules: Iterable[ModuleObjects], drawn: Iterable[Route], words: Words) -> Iterable[str]:
    for workload in modules:
        items = [*_module_lines(workload, words)]
        if workload.shares:
            items.append(_("shares {names}").format(names=", ".join(workload.shares)))
        if workload.gpus:
            items.append(_("{count} GPU").format(count=workload.gpus))
        yield f"{workload.module}: {'; '.join(items)}"
    for route in drawn:
        yield _("Route {name}: from {source} to {sink}").format(
            name=route.name, source=route.source or _("any module"), sink=_named(route.sink)
        )
