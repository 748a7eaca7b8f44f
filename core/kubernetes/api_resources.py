"""Amounts of CPU, memory and devices, as agent and API take them (reference section 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from core.kubernetes import api_names
from core.kubernetes.faults import Fault, fault
from core.manifest import pointer as ptr
from core.manifest import quantity
from core.model import Json

PLAIN = frozenset(("cpu", "memory", "ephemeral-storage"))
PARTS = ("limits", "requests")


def faults(resources: Mapping[str, Json], path: str) -> Iterator[Fault]:
    """Amounts nobody can read, names nobody knows, and limits and requests that do not fit each other."""
    amounts: dict[str, dict[str, Fraction]] = {part: {} for part in PARTS}
    for part in PARTS:
        for name, value in (resources.get(part) or {}).items():
            where = ptr.join(path, part, name)
            read = amount(str(value)) if value is not None else Fraction(0)
            if read is None:
                yield fault("quantity", where, name=name, value=value)
                continue
            yield from _one(name, value, read, where)
            amounts[part][name] = read
    yield from _together(amounts, resources, path)


@lru_cache(maxsize=1024)
def amount(text: str) -> Fraction | None:
    """The exact amount of a quantity; None for what nobody can read."""
    return quantity.parse(text)


def is_device(name: str) -> bool:
    """Whether a resource is a device or the like: whole numbers, limit and request equal."""
    return "/" in name and not name.startswith("kubernetes.io/")


def _one(name: str, value: Json, read: Fraction, where: str) -> Iterator[Fault]:
    plain = name in PLAIN or name.startswith("hugepages-")
    if not api_names.is_qualified(name) or (not plain and "/" not in name):
        yield fault("resource-name", where, name=name)
    elif read < 0:
        yield fault("resource-negative", where, name=name, value=value)
    elif is_device(name) and read.denominator != 1:
        yield fault("resource-whole", where, name=name, value=value)


def _together(
    amounts: Mapping[str, Mapping[str, Fraction]], resources: Mapping[str, Json], path: str
) -> Iterator[Fault]:
    for name, request in amounts["requests"].items():
        where = ptr.join(path, "requests", name)
        limit = amounts["limits"].get(name)
        if limit is None and name in (resources.get("limits") or {}):
            continue
        if limit is None:
            if is_device(name):
                yield fault("resource-limit", where, name=name)
        elif is_device(name) and request != limit:
            yield fault("resource-equal", where, name=name)
        elif request > limit:
            yield fault("request-over-limit", where, name=name)
