"""What a rule is: something that must change, with how it is found and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Rule:
    """Something we know must change. `source` lists ids of resources/sources.toml, the decisive one first."""

    id: str
    area: Area
    source: tuple[str, ...]
    detect: Callable[[Manifest, Device], Iterator[Finding]]
    apply: Callable[[Manifest, Finding, Answers], Sequence[Change]]
