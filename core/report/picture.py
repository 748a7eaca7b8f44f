"""The deployment as a picture: modules with their ports, the shares and GPUs they use, and routes as arrows.

One layout, drawn twice: as SVG for report and export, and by the window with its own colors. Lengths are pixels.
Routes run at the left of the modules (`core.report.picture_routes`), shares and GPUs are at the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.migration.migrate import Migration
from core.model.remembered import remembered
from core.redaction.redactor import Redactor
from core.report.cluster import facts
from core.report.model import ModuleObjects, TargetFacts
from core.report.picture_routes import ANY, HUB, LANE, Route, arrows, named, routes, trunks
from core.report.picture_shapes import HEAD, LINE, Box, BoxKind, Line, Picture, Point
from core.targets.base import Words
from core.targets.objects import HOST_NETWORK
from core.targets.registry import target_of
from core.text.catalogue import _, plural

MODULE_WIDTH, SIDE_WIDTH = 300.0, 170.0
GAP, MARGIN = 18.0, 16.0
CLOSE, MANY = 10.0, 12
"""Smaller space between modules if there are many, and how many."""
LETTERS_TITLE, LETTERS_MODULE, LETTERS_SIDE = 32, 44, 20
"""Maximum numbers of characters; longer texts are shortened in the middle."""


@remembered
def picture(migration: Migration, redactor: Redactor) -> Picture:
    """The picture of a migration's result, every name masked; computed once."""
    words = target_of(migration.device).words
    return layout(facts(migration, redactor), routes(migration.after(), redactor), words)


def layout(cluster: TargetFacts, wanted: Sequence[Route], words: Words) -> Picture:
    """Places all boxes and lines. `words` are those of the target. Deterministic."""
    known = {workload.module for workload in cluster.modules}
    drawn = [route for route in wanted if route.sink in known | {HUB} and route.source in known | {ANY}]
    above = [HUB, *([ANY] if any(route.source == ANY for route in drawn) else [])]
    found = trunks(drawn, [*above, *(workload.module for workload in cluster.modules)])
    left = MARGIN + LANE * (max((trunk.lane for trunk in found), default=-1) + 2)
    boxes = list(_column(above, cluster.modules, left, words))
    places = {box.key: box for box in boxes}
    side = list(_side(cluster.modules, places, left + MODULE_WIDTH + 5 * GAP, words))
    lines = [
        *arrows(found, places, left),
        *_holds(cluster.modules, places, {box.key: box for box in side}),
    ]
    every = [*boxes, *side]
    width = max(box.x + box.width for box in every) + MARGIN
    height = max(box.y + box.height for box in every) + MARGIN
    return Picture(
        width, height, tuple(every), tuple(lines), tuple(_story(cluster.modules, drawn, words)), _(words.title)
    )


def shortened(text: str, letters: int) -> str:
    """A text that fits, shortened in the middle because both ends distinguish names."""
    if len(text) <= letters:
        return text
    tail = letters // 3
    return f"{text[: letters - tail - 1]}…{text[-tail:]}"


def _column(above: Sequence[str], modules: Sequence[ModuleObjects], left: float, words: Words) -> Iterable[Box]:
    """Yields the cloud, a box for any module if a route needs it, and the modules, from top to bottom."""
    ends: dict[str, tuple[BoxKind, str, str]] = {
        HUB: ("cloud", _("IoT Hub"), _("messages upstream")),
        ANY: ("any", _("Any module"), _("routes without a module as their source")),
    }
    top, gap = MARGIN, CLOSE if len(modules) > MANY else GAP
    for key in above:
        kind, title, line = ends[key]
        yield Box(kind, key, left, top, MODULE_WIDTH, HEAD + LINE, title, (line,), title)
        top += HEAD + LINE + gap
    for workload in modules:
        lines = tuple(shortened(line, LETTERS_MODULE) for line in _module_lines(workload, words))
        height = HEAD + LINE * len(lines) + 6
        title = shortened(workload.module, LETTERS_TITLE)
        yield Box("module", workload.module, left, top, MODULE_WIDTH, height, title, lines, workload.module)
        top += height + gap


def _module_lines(workload: ModuleObjects, words: Words) -> Iterable[str]:
    ports = ", ".join(f"{port.port}/{port.protocol.lower()}" for port in workload.ports)
    if workload.service == HOST_NETWORK:
        yield _("host network: all of its ports are open")
    elif not ports:
        yield _(words.closed)
    elif workload.external:
        yield _("from outside: {ports}").format(ports=ports)
    else:
        yield _(words.inside).format(ports=ports)
    for folder in workload.folders:
        yield _("host folder: {path}").format(path=folder)


def _side(modules: Sequence[ModuleObjects], places: Mapping[str, Box], left: float, words: Words) -> Iterable[Box]:
    """Yields shares and GPUs, each near the middle of the modules that use it."""
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
        number = f"GPU × {sum(map(_count, modules))}" if words.own_gpus else "GPU"
        full = key.removeprefix("share:") if key != "gpu" else number
        line = _("share") if key != "gpu" else words.gpu
        kind: BoxKind = "share" if key != "gpu" else "gpu"
        yield Box(kind, key, left, top, SIDE_WIDTH, height, shortened(full, LETTERS_SIDE), (line,), full)


def _count(workload: ModuleObjects) -> int:
    return int(workload.gpus) if workload.gpus.isdigit() else 0


def _holds(modules: Iterable[ModuleObjects], places: Mapping[str, Box], side: Mapping[str, Box]) -> Iterable[Line]:
    for workload in modules:
        for share in workload.shares:
            label = _("{module} mounts the share “{share}”").format(module=workload.module, share=share)
            yield Line("share", _across(places[workload.module], side[f"share:{share}"]), label)
        if _count(workload):
            label = plural(
                "{module} uses {count} GPU", "{module} uses {count} GPUs", _count(workload), module=workload.module
            )
            yield Line("gpu", _across(places[workload.module], side["gpu"]), label)


def _across(source: Box, target: Box) -> tuple[Point, Point]:
    return (source.x + source.width, source.y + source.height / 2), (target.x, target.y + target.height / 2)


def _story(modules: Iterable[ModuleObjects], drawn: Iterable[Route], words: Words) -> Iterable[str]:
    for workload in modules:
        items = [*_module_lines(workload, words)]
        if workload.shares:
            items.append(_("shares {names}").format(names=", ".join(workload.shares)))
        if workload.gpus:
            count = _count(workload)
            items.append(plural("{count} GPU", "{count} GPUs", count) if count else f"GPU: {workload.gpus}")
        yield f"{workload.module}: {'; '.join(items)}"
    for route in drawn:
        yield _("Route {name}: from {source} to {sink}").format(
            name=route.name, source=named(route.source), sink=named(route.sink)
        )
