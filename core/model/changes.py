"""A change is one edit of the manifest, always with the finding that caused it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from core.model.base import Json
from core.model.record import record


@record
class Change:
    """One edit at a JSON Pointer of the original logical tree, always with the finding that caused it.

    `add` (value; parents are made, `/-` appends to an array), `remove`, `replace` (value),
    `rename` (value is the new key; applied last), `edit` (value replaces characters [start, end) of a string).
    `gives_up` marks a change after which the file does not say what was there: a manifest that goes over Kubernetes to
    a Linux VM differs at its place from one that goes straight to the VM.
    """

    op: Literal["add", "remove", "replace", "rename", "edit"]
    pointer: str
    finding: str
    value: Json = None
    start: int = 0
    end: int = 0
    gives_up: bool = False


def giving_up(changes: Iterable[Change]) -> list[Change]:
    """The same changes, marked: no later migration restores what was there."""
    return [replace(change, gives_up=True) for change in changes]
