"""What the API refuses of a Deployment's strategy.

Source: Kubernetes 1.20, pkg/apis/apps/v1 (defaults) and pkg/apis/apps/validation (ValidateDeploymentStrategy).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.model.base import Json
from core.targets.kubernetes.faults import Fault, fault

TYPES = ("Recreate", "RollingUpdate")
_USUAL = "25%"
_PERCENT = re.compile(r"[0-9]+%")
_PATH = "/spec/strategy"


def faults(strategy: Mapping[str, Json]) -> Iterator[Fault]:
    """An unknown type, members that do not go with it, numbers out of range."""
    if not strategy:
        return
    kind, rolling = strategy.get("type") or TYPES[1], strategy.get("rollingUpdate")
    if kind not in TYPES:
        yield fault("strategy-type", _PATH, type=kind)
    elif kind == TYPES[0] and rolling is not None:
        yield fault("strategy-rolling", _PATH)
    elif kind == TYPES[1]:
        yield from _rolling(rolling or {})


def _rolling(rolling: Mapping[str, Json]) -> Iterator[Fault]:
    surge, lost = (_amount(rolling.get(option, _USUAL)) for option in ("maxSurge", "maxUnavailable"))
    if surge is None:
        yield fault("strategy-value", _PATH, option="maxSurge")
    too_many = lost is not None and isinstance(rolling.get("maxUnavailable"), str) and lost > 100
    if lost is None or too_many or surge == lost == 0:
        yield fault("strategy-value", _PATH, option="maxUnavailable")


def _amount(value: Json) -> int | None:
    """A number of pods or percents; None for what is neither. A text is percents only."""
    if isinstance(value, str):
        return int(value[:-1].lstrip("0")[:18] or "0") if _PERCENT.fullmatch(value) else None
    return int(value) if value >= 0 else None
