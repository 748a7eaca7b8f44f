"""Everything that may still go wrong on the target, in the order it is told: by area, one line a check."""

from __future__ import annotations

from core.model import Check

CHECKS: tuple[Check, ...] = ()
