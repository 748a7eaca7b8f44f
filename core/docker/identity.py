"""Identifies array elements before and after, for the comparison and for edits by the operator."""

from __future__ import annotations

import json

from core.model.base import Json


def identity(item: Json) -> str:
    """The identity of an array element: its mount target, host port or variable name, else its text."""
    if isinstance(item, dict):
        for key in ("Target", "HostPort", "name"):
            if key in item:
                return f"{key}={item[key]}"
        return "object"
    if isinstance(item, str) and "=" in item:
        return item.partition("=")[0].replace(":", "__")
    return json.dumps(item)
