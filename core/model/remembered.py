"""Caches values on the immutable object from which they are computed, by the function that computes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from inspect import CO_VARARGS, CO_VARKEYWORDS
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class Remembers(Protocol):
    """An object that has a dictionary for cached values."""

    @property
    def memo(self) -> dict[Any, Any]:
        """Values by the function that computes them, and by its further arguments."""
        ...


T = TypeVar("T")
P = ParamSpec("P")
Owner = TypeVar("Owner", bound=Remembers)
_MISSING: Any = object()
_MORE = CO_VARARGS | CO_VARKEYWORDS
"""Flags of a function that takes more than its named arguments; the others are asked in half of the time."""


def remembered(compute: Callable[Concatenate[Owner, P], T]) -> Callable[Concatenate[Owner, P], T]:
    """Caches the result of a function for each owner and for further positional arguments, which must be hashable."""
    function: Any = compute

    def once_for_all(owner: Any) -> Any:
        value = owner.memo.get(function, _MISSING)
        if value is _MISSING:
            value = owner.memo[function] = function(owner)
        return value

    if function.__code__.co_argcount == 1 and not function.__code__.co_flags & _MORE:
        alone: Any = update_wrapper(once_for_all, compute)
        kept: Callable[Concatenate[Owner, P], T] = alone
        return kept

    def once(owner: Owner, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (compute, args) if args else compute
        value: T = owner.memo.get(key, _MISSING)
        if value is _MISSING:
            value = owner.memo[key] = compute(owner, *args, **kwargs)
        return value

    return update_wrapper(once, compute)


def known(function: Callable[Concatenate[Owner, P], T], owner: Owner, *args: P.args, **kwargs: P.kwargs) -> T | None:
    """The cached result for these arguments; None if nothing has computed it yet."""
    compute: Any = getattr(function, "__wrapped__")  # noqa: B009, a Callable does not promise it
    value: T | None = owner.memo.get((compute, args) if args else compute)
    return value
