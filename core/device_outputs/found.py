"""The input and the result of a reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.model.base import Json

Facts = dict[str, Json]
"""Facts in the words of the document that `edgeshift device --json` prints under `observed`."""


@dataclass(frozen=True, slots=True)
class Found:
    """One output: the command that prints it, its facts, and the index after its last line.

    `unread` are indices of lines inside the output that were not understood. `partial` says what is missing if the
    output is cut; `nothing` says why an understood output has no facts (an error, a refusal). `of` is the device of the
    output, if specified. `some` says that such an output never lists all objects.
    """

    command: str
    facts: Facts
    end: int
    unread: tuple[int, ...] = ()
    partial: str = ""
    nothing: str = ""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    of: str = ""
    some: bool = False


Reader = Callable[[Sequence[str], int, str], "Found | None"]
"""Reads the output that begins at a line: all lines, the index, the command as typed (empty when unknown).

Returns None when no output of its kind begins there. Never raises.
"""
