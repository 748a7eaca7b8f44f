"""The resources that a pod requests, as exact amounts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from core.model.base import Json
from core.targets.kubernetes.api_resources import PARTS, amount, is_device
from core.targets.kubernetes.model import ModulePreview

__all__ = ["asked", "is_device", "limit", "requested"]

_NONE = Fraction(0)


def asked(workload: ModulePreview) -> Iterator[str]:
    """The names of all resources that the module's container requests, each once."""
    resources = workload.container.get("resources") or {}
    yield from dict.fromkeys(name for part in PARTS for name in resources.get(part) or {})


def limit(workload: ModulePreview, name: str) -> Fraction:
    """The limit of a resource for the module; 0 if it requests none, is unreadable, or is stopped."""
    resources = workload.container.get("resources")
    if not resources or workload.deployment.body["spec"]["replicas"] == 0:
        return _NONE
    return max((_read(resources, part, name) for part in PARTS), default=_NONE)


def requested(workload: ModulePreview, name: str) -> Fraction:
    """What the pod reserves of CPU or memory, helper included: the request, else the limit."""
    if workload.deployment.body["spec"]["replicas"] == 0:
        return _NONE
    total = _NONE
    for container in workload.pod["containers"]:
        resources = container.get("resources")
        if resources:
            part = "requests" if name in (resources.get("requests") or {}) else "limits"
            amount_here = _read(resources, part, name)
            total = total + amount_here if total else amount_here
    return total


def _read(resources: Json, part: str, name: str) -> Fraction:
    value = (resources.get(part) or {}).get(name)
    return (amount(str(value)) if value is not None else None) or _NONE
