"""What the types of the model are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast

Item = TypeVar("Item")


Json = Any


"""A JSON value as `json.loads` gives it. Any, because mypy cannot narrow recursive aliases usefully."""


Answers = Mapping[str, Json]


"""Answers in force, by finding id: defaults filled in, kept and open findings left out."""


Many = Annotated[tuple[Item, ...], FailFast()]
"""Elements of a file, of which the first one with a fault is reported: half a million faults would fill the memory."""


def at_most(count: int) -> BeforeValidator:
    """A limit on elements, checked before they are read; the published schemas of the reports do not have it.

    The error holds the limit; `core.migration.file_faults` has the words.
    """

    def check(value: Json) -> Json:
        if isinstance(value, (list, tuple)) and len(value) > count:
            raise ValueError(count)
        return value

    return BeforeValidator(check)


class Frozen(BaseModel):
    """Gives every saved type one configuration: instances are immutable, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
