"""The types that the edge agent reads create options into: what fits, and where a value does not.

Source: kubernetes-edge-agent reference section 1b, Newtonsoft.Json into the classes of Agent.Docker: a text of digits
is a number, `"true"` a truth value, a scalar a text; null is nothing for texts, lists and objects, and an error where
a number or a truth value is expected. Members match in any case, unknown ones are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.docker.placeholders import is_hidden, is_left
from core.model.base import Json
from core.text.catalogue import N_

_DIGITS = re.compile(r"[+-]?[0-9]{1,25}")
LONGEST = 2**63


AN_ARRAY = N_("an array")


class Fault(NamedTuple):
    """A value that cannot be read: the path to it from the option (keys and indices), and what it must be."""

    way: tuple[str | int, ...]
    wanted: str


def whole(value: Json) -> int | None:
    """A whole number as the agent reads it, a text of digits included; None for anything else."""
    if isinstance(value, str):
        return int(value) if _DIGITS.fullmatch(value.strip()) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


class Type:
    """How the agent reads a value."""

    def faults(self, value: Json) -> Iterator[Fault]:
        """Every place at or below the value that makes the agent throw; none for what a template fills in later."""
        raise NotImplementedError

    def fits(self, value: Json) -> bool:
        """Whether there is no fault: a quick test that almost every value passes."""
        return next(self.faults(value), None) is None


@dataclass(frozen=True, slots=True)
class Scalar(Type):
    """A number, Boolean, word or text."""

    wanted: str
    reads: Callable[[Json], bool]
    nullable: bool = True

    def faults(self, value: Json) -> Iterator[Fault]:
        """One fault if the value cannot be read, else none."""
        fits = self.nullable if value is None else is_left(value) or self.reads(value)
        if not fits:
            yield Fault((), self.wanted)

    def fits(self, value: Json) -> bool:
        """Whether the value can be read."""
        return self.nullable if value is None else self.reads(value) or is_left(value)


@dataclass(frozen=True, slots=True)
class ListOf(Type):
    """An array of one type."""

    item: Type

    def faults(self, value: Json) -> Iterator[Fault]:
        """The faults of its elements."""
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from (Fault((index, *fault.way), fault.wanted) for fault in self.item.faults(item))
        elif value is not None and not is_hidden(value):
            yield Fault((), AN_ARRAY)

    def fits(self, value: Json) -> bool:
        """Whether all elements can be read."""
        return all(map(self.item.fits, value)) if isinstance(value, list) else value is None or is_hidden(value)


@dataclass(frozen=True, slots=True)
class MapOf(Type):
    """An object with free keys and values of one type."""

    item: Type

    def faults(self, value: Json) -> Iterator[Fault]:
        """The faults of its values."""
        yield from _members(value, lambda key: self.item)

    def fits(self, value: Json) -> bool:
        """Whether all values can be read."""
        if isinstance(value, dict):
            return all(map(self.item.fits, value.values()))
        return value is None or is_hidden(value)


@dataclass(frozen=True, slots=True)
class Members(Type):
    """An object whose known members have types; `nullable` says whether null may take its place."""

    known: Mapping[str, Type]
    nullable: bool = True
    lowered: Mapping[str, Type] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lowered", {name.lower(): kind for name, kind in self.known.items()})

    def faults(self, value: Json) -> Iterator[Fault]:
        """The faults of its known members."""
        if value is None and not self.nullable:
            yield Fault((), N_("an object"))
        yield from _members(value, lambda key: self.lowered.get(key.lower()))

    def fits(self, value: Json) -> bool:
        """Whether all known members can be read."""
        if isinstance(value, dict):
            return all(self.lowered.get(key.lower(), ANYTHING).fits(item) for key, item in value.items())
        return self.nullable if value is None else is_hidden(value)


class _Anything(Type):
    """A value that the agent takes as it is."""

    def faults(self, value: Json) -> Iterator[Fault]:
        """None."""
        return iter(())

    def fits(self, value: Json) -> bool:
        """Always."""
        return True


ANYTHING = _Anything()
EMPTY = Members({})
"""An object whose members no one reads."""


def _members(value: Json, kind: Callable[[str], Type | None]) -> Iterator[Fault]:
    if isinstance(value, dict):
        for key, item in value.items():
            known = kind(key)
            for fault in () if known is None else known.faults(item):
                yield Fault((key, *fault.way), fault.wanted)
    elif value is not None and not is_hidden(value):
        yield Fault((), N_("an object"))


def _number(low: int, high: int) -> Callable[[Json], bool]:
    def reads(value: Json) -> bool:
        if isinstance(value, (bool, float)):  # converted and rounded
            return low <= value <= high
        number = whole(value)
        return number is not None and low <= number <= high

    return reads


def _truth(value: Json) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in ("true", "false")
    return not isinstance(value, (dict, list))


def _text(value: Json) -> bool:
    return not isinstance(value, (dict, list))


def _policy(value: Json) -> bool:
    """The names of the enumeration, in any case, or a number; not the spellings of Docker."""
    if isinstance(value, str):
        return value.strip().lower() in _POLICIES or whole(value) is not None
    return whole(value) is not None


_POLICIES = ("no", "always", "onfailure", "unlessstopped", "undefined")

NUMBER = N_("a whole number")
WHOLE = Scalar(NUMBER, _number(-LONGEST, LONGEST - 1), nullable=False)
WHOLE_OR_NULL = Scalar(NUMBER, _number(-LONGEST, LONGEST - 1))
COUNT = Scalar(NUMBER, _number(0, 2 * LONGEST - 1), nullable=False)
WEIGHT = Scalar(NUMBER, _number(0, 2**16 - 1), nullable=False)
TRUTH = Scalar(N_("true or false"), _truth, nullable=False)
TRUTH_OR_NULL = Scalar(N_("true or false"), _truth)
TEXT = Scalar(N_("a string"), _text)
POLICY = Scalar(N_("no, always, OnFailure or UnlessStopped"), _policy, nullable=False)
SET_TEXT = Scalar(N_("a string"), _text, nullable=False)
TEXTS = ListOf(TEXT)
SET_TEXTS = ListOf(SET_TEXT)
"""Texts that are all used: the agent reads a null among them, and gives up when it gets to it."""
TEXT_MAP = MapOf(TEXT)
