"""How many of many like cases `make test` runs; `make test-long` runs the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings


def sampled(cases: Iterable[Any], every: int) -> list[Any]:
    """Arguments for `parametrize`: the first and every further `every`th case stay, the others are marked long."""
    return [case if number % every == 0 else _long(case) for number, case in enumerate(cases)]


def examples(share: float, long: float | None = None) -> settings:
    """As many examples as a test usually draws, times `share`: less where one takes long, more for a promise.

    `long` is the share of `make test-long` where that differs.
    """
    usual, few = settings().max_examples, settings.get_profile("edgeshift").max_examples
    return settings(max_examples=max(1, round((share if long is None or usual <= few else long) * usual)))


def _long(case: Any) -> Any:
    if hasattr(case, "marks"):  # a case of `pytest.param`
        return pytest.param(*case.values, id=case.id, marks=(*case.marks, pytest.mark.long))
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.long)
