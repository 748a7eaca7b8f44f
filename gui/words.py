"""Texts of the window, in the operator's language.

The catalogue belongs to core; it is imported with the first text asked for, never at import time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def _(message: str) -> str:
    """The text in the language in force (gettext)."""
    return str(_catalogue()._(message))


def plural(one: str, many: str, count: int, **values: object) -> str:
    """The right form for a count, with `{count}` and other values filled in."""
    return str(_catalogue().plural(one, many, count, **values))


@cache
def _catalogue() -> ModuleType:
    from core import words

    return words
