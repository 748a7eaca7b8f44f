"""Values of $edgeHub that edgeHub cannot read: it then refuses all its desired properties, and no route applies.

Source: Azure/iotedge, RouteConfigurationConverter.cs ("Malformed route specification"), RouteConfiguration.cs,
StoreAndForwardConfiguration.cs, StoreLimits.cs; EdgeHubConfigParser.cs of 1.5. A member that is null is absent for
IoT Hub.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from core.docker import entries, placeholders, route_syntax
from core.docker.hub_config import ROUTES, SECTION, VERSION, parsed
from core.docker.placeholders import is_left
from core.docker.routes import name_of
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place, member, spelling
from core.model.base import Json
from core.model.device import Device

TIME = "timeToLiveSecs"
LIMITS = "storeLimits"
PRIORITY = "priority"
PRIORITIES = 9
"""The highest number of a priority, which is the lowest priority that a route can have."""
_NO_PRIORITY = 2_000_000_000
_UNSIGNED = 2**32 - 1
_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,20}\s*")

TYPES = ("route", "routes", "store", "time", "limits")
"""Kinds of a wrong type."""


class Unread(NamedTuple):
    """One such value.

    `kind` is `route`, `routes`, `store`, `time` or `limits` for a wrong type, why a route cannot be parsed
    (`route_syntax.fault`, `text` if it has none), `priority` or `route-time`. `key` is the route or member; `where` is
    the place that holds the value.
    """

    kind: str
    key: str
    where: Place

    @property
    def code(self) -> str:
        """What the checks report: a wrong type, a text that edgeHub cannot parse, or a number out of range."""
        if self.kind in TYPES:
            return "hub-form"
        return "hub-range" if self.kind in ("priority", "route-time") else "hub-route"


def unreadable_on(device: Device, manifest: Manifest) -> Iterator[Unread]:
    """Every such value for the edgeHub that runs on the platform of a device."""
    return unreadable(manifest, newer=entries.reader(device) is entries.ON_DOCKER)


def unreadable(manifest: Manifest, newer: bool) -> Iterator[Unread]:
    """Every such value, of the routes first; `newer` is edgeHub from 1.2 on, as on a VM.

    A layered deployment has routes only, each under a key of its own.
    """
    hub = manifest.hub
    whole = hub if hub is not None and isinstance(hub.value, dict) else None
    routes = whole.value.get(ROUTES) if whole is not None else None
    if whole is not None and routes is not None and not isinstance(routes, dict) and not is_left(routes):
        yield Unread("routes", ROUTES, Place(ptr.join(whole.pointer, ROUTES), routes))
    skips = newer and _is_old(manifest)
    for route in manifest.routes:
        if route.value is not None and not (skips and isinstance(route.value, str) and not route.value.strip()):
            yield from _route(route)
    if whole is not None:
        yield from _store(Place(ptr.join(whole.pointer, SECTION), whole.value.get(SECTION)))


def _is_old(manifest: Manifest) -> bool:
    """Whether the schema has only routes that are texts; empty ones are then skipped."""
    hub = manifest.hub
    version = hub.value.get(VERSION) if hub is not None and isinstance(hub.value, dict) else None
    return (parsed(version) or ())[:2] == (1, 0) and not any(isinstance(route.value, dict) for route in manifest.routes)


def _route(route: Place) -> Iterator[Unread]:
    inner = isinstance(route.value, dict)
    text, where = route.value, route
    if inner:
        text = member(route.value, "route")
        where = Place(ptr.join(route.pointer, spelling(route.value, "route") or "route"), text)
    if text is not None and not isinstance(text, str):
        yield Unread("route", name_of(route), where)
    elif text is None or not text.strip():
        yield Unread("text", name_of(route), where)
    elif not is_left(text) and not placeholders.within(text):
        kind = route_syntax.fault(text)
        if kind:
            yield Unread(kind, name_of(route), where)
    if inner:
        yield from _numbers(route)


def _numbers(route: Place) -> Iterator[Unread]:
    for name, kind, highest in ((PRIORITY, "priority", PRIORITIES), (TIME, "route-time", _UNSIGNED)):
        key = spelling(route.value, name)
        value = None if key is None else route.value[key]
        if key is not None and not _fits(value, 0, highest) and not (kind == "priority" and value == _NO_PRIORITY):
            yield Unread(kind, f"{name_of(route)}/{key}", Place(ptr.join(route.pointer, key), value))


def _store(store: Place) -> Iterator[Unread]:
    if not isinstance(store.value, dict):
        if store.value is not None and not is_left(store.value):
            yield Unread("store", SECTION, store)
        return
    time = store.value.get(TIME)
    if isinstance(time, bool | float) or not _fits(time, -(2**31), 2**31 - 1):
        yield Unread("time", TIME, Place(ptr.join(store.pointer, TIME), time))
    key = spelling(store.value, LIMITS) or LIMITS
    limits = store.value.get(key)
    if limits is None or is_left(limits):
        return
    if not isinstance(limits, dict) or not _fits(member(limits, "maxSizeBytes"), -(2**63), 2**63 - 1):
        yield Unread("limits", key, Place(ptr.join(store.pointer, key), limits))


def _fits(value: Json, low: int, high: int) -> bool:
    """Whether Json.NET converts a value to a whole number of a range: texts of digits, too; 1.5 is rounded."""
    if value is None or is_left(value) or isinstance(value, bool):
        return True
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return low <= int(value) <= high
    if not isinstance(value, int | float) or not math.isfinite(value):
        return False
    return low <= round(value) <= high
