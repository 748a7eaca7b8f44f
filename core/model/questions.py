"""Questions of a finding, as data: a choice, a number or a text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from core.model.base import Frozen


class Option(Frozen):
    """One answer of a Choice. Title and consequence are catalogue texts with `{facts}` in them."""

    value: JsonValue
    title: str
    consequence: str = ""
    facts: dict[str, JsonValue] = Field(default_factory=dict)


class Choice(Frozen):
    """Asks for one of the options; if `other_allowed`, a text that matches `other_pattern` may be typed instead.

    After the answer `unchanged`, findings that depend on this one have nothing to do.
    """

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...]
    default: JsonValue = None
    default_reason: str = ""
    other_allowed: bool = False
    other_pattern: str = ""
    unchanged: str | None = Field(default=None, exclude=True)


def option(value: JsonValue, title: str, consequence: str = "", /, **facts: JsonValue) -> Option:
    """An answer of a Choice, with the facts that its texts need besides those of the finding."""
    return Option(value=value, title=title, consequence=consequence, facts=facts)


def choice(
    *options: Option, default: JsonValue = None, reason: str = "", other: str = "", unchanged: str | None = None
) -> Choice:
    """Asks for one of the options; `other` is the pattern of a text that may be typed instead, if any may."""
    return Choice(
        options=options,
        default=default,
        default_reason=reason,
        other_allowed=bool(other),
        other_pattern=other,
        unchanged=unchanged,
    )


class Number(Frozen):
    """Asks for a whole number from `low` to `high`, both included."""

    kind: Literal["number"] = "number"
    low: int
    high: int
    default: int | None = None
    default_reason: str = ""


class Text(Frozen):
    """Asks for a text that matches the pattern as a whole (`re.fullmatch`).

    `unchanged` is the answer that changes nothing: findings that depend on this one are then idle.
    """

    kind: Literal["text"] = "text"
    pattern: str = ""
    unchanged: str | None = None
    default: str | None = None
    default_reason: str = ""


Question = Annotated[Choice | Number | Text, Field(discriminator="kind")]
