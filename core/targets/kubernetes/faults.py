"""A fault of an object: code, path into its body, facts."""

from __future__ import annotations

from core.model.base import Json

Fault = tuple[str, str, dict[str, Json]]
"""Key of `reasons.REFUSALS`, JSON Pointer into the body, facts."""


def fault(code: str, path: str, **facts: Json) -> Fault:
    """Builds a fault with its facts."""
    return code, path, facts
