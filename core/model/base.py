"""What the types of the model are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

Json = Any


"""A JSON value as `json.loads` gives it. Any, because mypy cannot narrow recursive aliases usefully."""


Answers = Mapping[str, Json]


"""Answers in force, by finding id: defaults filled in, kept and open findings left out."""


class Frozen(BaseModel):
    """Gives every saved type one configuration: instances are immutable, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
