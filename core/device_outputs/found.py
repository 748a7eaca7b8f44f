"""What a reader gives back, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.model.base import Json

Facts = dict[str, Json]
"""Facts in the words of the document that `edgeshift device --json` prints under `observed`."""


@dataclass(frozen=True, slots=True)
class Found:
    """One output: the command that prints it, its facts, and the index after its last line.

    `unread` are indices of lines inside the output that were not understood. `partial` says what is missing where
    the output is cut; `nothing` why an output that was understood holds no facts (an error, a refusal). `of` is the
    device that it is of, where the output says so. `some` says that the output is always of some objects only.
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
