"""Typed reading, as the agent's JSON library does it: keys in any case, unknown keys dropped, wrong types thrown.

Source: kubernetes-edge-agent reference sections 4, 5 and 9 (Newtonsoft.Json into the agent's own classes and those
of KubernetesClient): texts "true" and "false" convert to truth values, numbers to texts and back, true to "True".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.docker import quantities
from core.docker.placeholders import is_hidden, is_left
from core.manifest import pointer as ptr
from core.model.base import Json
from core.targets.kubernetes.model import Log
from core.text.catalogue import N_

_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,20}\s*", re.ASCII)


class Misfit(Exception):
    """The agent throws because it cannot convert a value. `wanted` is a catalogue text."""

    def __init__(self, pointer: str, wanted: str) -> None:
        self.pointer = pointer
        self.wanted = wanted
        super().__init__(f"{pointer}: {wanted}")


class Hidden(Exception):
    """A placeholder is in the place of a value."""

    def __init__(self, pointer: str) -> None:
        self.pointer = pointer
        super().__init__(pointer)


def as_text(value: Json) -> str:
    """A scalar as text, as .NET writes it."""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value).upper() if isinstance(value, float) else str(value)


def as_plain(value: Json) -> str:
    """A scalar as the text reader of JSON gives it: a truth value in lower case."""
    return str(value).lower() if isinstance(value, bool) else as_text(value)


class Shape:
    """How a value is read. `read` gives the value as the agent holds it, None for null."""

    def read(self, value: Json, pointer: str, log: Log) -> Json:
        """The converted value; what is dropped goes to the log. Raises Misfit or Hidden."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Scalar(Shape):
    """A text, truth value or whole number. `convert` gives None for what it cannot convert."""

    wanted: str
    convert: Callable[[Json], Json]
    nullable: bool = True

    def read(self, value: Json, pointer: str, log: Log) -> Json:
        """The converted scalar."""
        if value is None and not self.nullable:
            raise Misfit(pointer, self.wanted)
        if value is None:
            return None
        if self.convert not in (as_text, as_plain) and is_left(value):
            raise Hidden(pointer)
        result = None if isinstance(value, (dict, list)) else self.convert(value)
        if result is None:
            raise Misfit(pointer, self.wanted)
        return result


def _truth(value: Json) -> Json:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return bool(value)


def _whole(value: Json) -> Json:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def _int_or_text(value: Json) -> Json:
    """The client keeps a text and writes a number where it is one of 32 bits."""
    text = as_text(value)
    number = int(text) if _INTEGER.fullmatch(text) else None
    return number if number is not None and -(2**31) <= number < 2**31 else text


def _number_or_text(value: Json) -> Json:
    return value if isinstance(value, int) and not isinstance(value, bool) else as_text(value)


TEXT = Scalar(N_("a string"), as_text)
PLAIN = Scalar(N_("a string"), as_plain)
"""A text of the agent's own classes. Below `k8s-experimental` a truth value becomes `True` or `False` instead."""
TRUTH = Scalar(N_("true or false"), _truth)
FLAG = Scalar(N_("true or false"), _truth, nullable=False)
"""A truth value of the agent's own classes, which have no place for null; those of KubernetesClient do."""
WHOLE = Scalar(N_("a whole number"), _whole)
INT_OR_TEXT = Scalar(N_("a number or a string"), _int_or_text)
EITHER = Scalar(N_("a number or a string"), _number_or_text)


def _leaves_texts(shape: Shape) -> bool:
    """Whether a text stays as it is, so that nothing is to be read in a list of them."""
    return shape is TEXT or shape is PLAIN


class _Amount(Shape):
    def read(self, value: Json, pointer: str, log: Log) -> Json:
        """A number or a text. The client gives up on a text without digits, which the API takes."""
        result = EITHER.read(value, pointer, log)
        if quantities.parse(result) is None and quantities.parse_as_api(result) is not None:
            log.refuse("quantity", pointer, name=ptr.last(pointer), value=result)
        return result


AMOUNT = _Amount()


@dataclass(frozen=True, slots=True)
class ListOf(Shape):
    """An array. Elements that are null stay null."""

    item: Shape

    def read(self, value: Json, pointer: str, log: Log) -> Json:
        """The array with every element converted."""
        if value is None:
            return None
        if is_hidden(value):
            raise Hidden(pointer)
        if not isinstance(value, list):
            raise Misfit(pointer, N_("an array"))
        if _leaves_texts(self.item) and all(type(item) is str for item in value):
            return list(value)
        return [self.item.read(item, f"{pointer}/{index}", log) for index, item in enumerate(value)]


@dataclass(frozen=True, slots=True)
class MapOf(Shape):
    """An object whose keys are free."""

    item: Shape

    def read(self, value: Json, pointer: str, log: Log) -> Json:
        """The object with every value converted."""
        if value is None:
            return None
        if is_hidden(value):
            raise Hidden(pointer)
        if not isinstance(value, dict):
            raise Misfit(pointer, N_("an object"))
        if _leaves_texts(self.item) and all(type(item) is str for item in value.values()):
            return dict(value)
        return {key: self.item.read(item, ptr.join(pointer, key), log) for key, item in value.items()}


@dataclass(frozen=True, slots=True)
class Fields(Shape):
    """An object of known members in any case; others are dropped, reported as `code`. Null members are left out."""

    members: Mapping[str, Shape]
    code: str = "unknown-field"
    lowered: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lowered", {name.lower(): name for name in self.members})

    def read(self, value: Json, pointer: str, log: Log) -> Json:
        """The known members, in the spelling of the class."""
        if value is None:
            return None
        if is_hidden(value):
            raise Hidden(pointer)
        if not isinstance(value, dict):
            raise Misfit(pointer, N_("an object"))
        result = {}
        for key, item in value.items():
            name = self.lowered.get(key.lower())
            place = ptr.join(pointer, key)
            if name is None:
                log.drop(self.code, place, option=key)
                continue
            read = self.members[name].read(item, place, log)
            if read is not None:
                result[name] = read
        return result


class _Anything(Shape):
    def read(self, value: Json, pointer: str, log: Log) -> Json:
        """The value as it is."""
        return value


ANYTHING = _Anything()
