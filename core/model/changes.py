"""Changes: one edit of the manifest, always with the finding that caused it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.model.base import Json


@dataclass(frozen=True, slots=True)
class Change:
    """One edit at a JSON Pointer of the original logical tree, always with the finding that caused it.

    `add` (value; parents are made, `/-` appends to an array), `remove`, `replace` (value),
    `rename` (value is the new key; applied last), `edit` (value replaces characters [start, end) of a string).
    """

    op: Literal["add", "remove", "replace", "rename", "edit"]
    pointer: str
    finding: str
    value: Json = None
    start: int = 0
    end: int = 0
