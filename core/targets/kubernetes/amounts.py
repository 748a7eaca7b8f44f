"""The resources that a pod requests, as exact amounts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from core.model.base import Json
from core.targets.kubernetes.api_resources import PARTS, amount, is_device
from core.targets.kubernetes.model import ModulePreview

__all__ = ["asked", "is_device", "limit", "requested", "together"]

_NONE = Fraction(0)


def asked(workload: ModulePreview) -> Iterator[str]:
    """The names of all resources that the module's container requests, each once."""
    resources = workload.container.get("resources") or {}
    yield from dict.fromkeys(name for part in PARTS for name in resources.get(part) or {})


def limit(workload: ModulePreview, name: str) -> Fraction:
    """The limit of a resource for the module; 0 if it requests none, is unreadable, or is stopped."""
    resources = workload.container.get("resources")
    if not resources or not any(name in (resources.get(part) or ()) for part in PARTS):
        return _NONE
    if workload.deployment.body["spec"]["replicas"] == 0:
        return _NONE
    return max((_read(resources, part, name) for part in PARTS), default=_NONE)


def requested(workload: ModulePreview, name: str) -> tuple[str, ...]:
    """What each container of a pod reserves of CPU or memory, helper included: the request, else the limit.

    The amounts are as they are written; `together` adds them. Most pods reserve the same.
    """
    if workload.deployment.body["spec"]["replicas"] == 0:
        return ()
    written = []
    for container in workload.pod["containers"]:
        resources = container.get("resources")
        if resources:
            requests = resources.get("requests")
            part = requests if requests and name in requests else resources.get("limits")
            value = part.get(name) if part else None
            if value is not None:
                written.append(str(value))
    return tuple(written)


@lru_cache(maxsize=1024)
def together(written: tuple[str, ...]) -> Fraction:
    """The sum of written amounts; what no one can read is nothing."""
    return sum((amount(each) or _NONE for each in written), _NONE)


def _read(resources: Json, part: str, name: str) -> Fraction:
    value = (resources.get(part) or {}).get(name)
    return (amount(str(value)) if value is not None else None) or _NONE
