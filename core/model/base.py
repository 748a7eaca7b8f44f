"""What the types of the model are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast

Item = TypeVar("Item")


Json = Any


"""A JSON value as `json.loads` gives it. Any, because mypy cannot narrow recursive aliases usefully."""


Answers = Mapping[str, Json]


"""Answers in force, by finding id: defaults filled in, kept and open findings left out."""


Many = Annotated[tuple[Item, ...], FailFast()]
"""Elements of a file, of which the first one with a fault is reported: half a million faults would fill the memory."""


class Frozen(BaseModel):
    """Gives every saved type one configuration: instances are immutable, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
