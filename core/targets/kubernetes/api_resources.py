"""Amounts of CPU, memory and devices, as agent and API take them (reference sections 1c and 9).

Source: Kubernetes 1.20, pkg/apis/core/validation (ValidateResourceRequirements) and pkg/apis/core/helper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from core.docker import quantities
from core.manifest import pointer as ptr
from core.model.base import Json
from core.targets.kubernetes import api_names
from core.targets.kubernetes.faults import Fault, fault

PLAIN = frozenset(("cpu", "memory", "ephemeral-storage"))
PARTS = ("limits", "requests")
_HUGE = "hugepages-"
_QUOTA = "requests."
_OWN = "kubernetes.io/"

_Asked = tuple[tuple[str, str, str], ...]
"""Part, name and amount of everything a container asks for."""
_Found = tuple[str, tuple[str, ...], dict[str, Json]]
"""A fault, with its place below `resources`."""


def faults(resources: Mapping[str, Json], path: str) -> Iterator[Fault]:
    """Names no one knows, amounts that are refused, and limits and requests that do not fit each other."""
    asked = tuple((part, name, str(value)) for part in PARTS for name, value in (resources.get(part) or {}).items())
    for code, part, facts in _found(asked):
        yield fault(code, ptr.join(path, *part), **facts)


@lru_cache(maxsize=512)
def _found(asked: _Asked) -> tuple[_Found, ...]:
    """Faults with their places below `resources`. Most pods ask for the same: the helper, and usual amounts."""
    return tuple(_look(asked))


def _look(asked: _Asked) -> Iterator[_Found]:
    amounts: dict[str, dict[str, Fraction | None]] = {part: {} for part in PARTS}
    for part, name, value in asked:
        read = amounts[part][name] = amount(value)
        if read is not None:
            yield from _one(name, value, read, (part, name))
    yield from _together(amounts)
    names = [name for _, name, _ in asked]
    huge = next((name for name in names if name.startswith(_HUGE)), None)
    if huge is not None and "cpu" not in names and "memory" not in names:
        yield "resource-alone", (), {"name": huge}


@lru_cache(maxsize=1024)
def amount(text: str) -> Fraction | None:
    """The amount of a quantity in whole thousandths, as Kubernetes stores it; None if it is unreadable."""
    read = quantities.parse_as_api(text)
    return None if read is None else quantities.rounded(read)


def is_device(name: str) -> bool:
    """Whether a resource is counted like a device: whole numbers, limit and request equal.

    Kubernetes takes every name that holds `kubernetes.io/` anywhere for one of its own.
    """
    return "/" in name and _OWN not in name


def _is_name(name: str) -> bool:
    if not api_names.is_qualified(name):
        return False
    if "/" not in name:
        return name in PLAIN or name.startswith(_HUGE)
    return not is_device(name) or (not name.startswith(_QUOTA) and api_names.is_qualified(_QUOTA + name))


def _one(name: str, value: str, read: Fraction, where: tuple[str, ...]) -> Iterator[_Found]:
    if not _is_name(name):
        yield "resource-name", where, {"name": name}
    elif read.numerator < 0:
        yield "resource-negative", where, {"name": name, "value": value}
    elif is_device(name) and not quantities.is_whole(value):
        yield "resource-whole", where, {"name": name, "value": value}


def _together(amounts: Mapping[str, Mapping[str, Fraction | None]]) -> Iterator[_Found]:
    for name, request in amounts["requests"].items():
        where = ("requests", name)
        fixed = is_device(name) or name.startswith(_HUGE)
        if name not in amounts["limits"]:
            if fixed:
                yield "resource-limit", where, {"name": name}
            continue
        limit = amounts["limits"][name]
        if request is None or limit is None or request == limit:
            continue
        if fixed:
            yield "resource-equal", where, {"name": name}
        elif request > limit:
            yield "request-over-limit", where, {"name": name}
