"""The boxes and lines of the picture of a deployment, with their places in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BoxKind = Literal["module", "cloud", "any", "share", "gpu"]
LineKind = Literal["route", "share", "gpu"]
Point = tuple[float, float]

HEAD, LINE = 26.0, 17.0
"""Height of a box's title and of each line below it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: a module, the cloud, any module, a share, or the GPUs.

    `key` is unique; `full` is the title uncut.
    """

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
    """A connection along points, with an arrow if it is a route. `label` describes it in words."""

    kind: LineKind
    points: tuple[Point, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All shapes of a picture. Boxes do not overlap. `story` describes it in sentences for screen readers."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    story: tuple[str, ...]
    title: str = ""
