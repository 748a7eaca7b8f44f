"""What a check is: something that may still go wrong on the target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.model.device import Device
from core.model.findings import Area, Finding

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest
    from core.targets.kubernetes.model import Preview


@dataclass(frozen=True, slots=True)
class Check:
    """Something that may still go wrong on the target; it reads the result and changes nothing.

    `covers` lists the rules whose findings tell of the same place: the Check page joins them instead of telling twice.
    """

    id: str
    area: Area
    source: tuple[str, ...]
    covers: tuple[str, ...]
    run: Callable[[Manifest, Device, Preview], Iterator[Finding]]
