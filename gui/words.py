"""Texts of the window, in the operator's language.

The catalogue belongs to core; it is imported with the first text asked for, never at import time.
"""

from __future__ import annotations


def _(message: str) -> str:
    """The text in the language in force (gettext)."""
    from core.words import _ as translate

    return translate(message)


def plural(one: str, many: str, count: int) -> str:
    """The right form for a count, with `{count}` filled in."""
    from core.words import plural as translate

    return translate(one, many, count)
