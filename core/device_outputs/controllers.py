"""Deployments and replica sets, as `kubectl get all` prints them behind the pods: they say nothing more than these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs import table
from core.device_outputs.found import Found

_CONTROLLERS = (("NAME", "READY", "UP-TO-DATE", "AVAILABLE"), ("NAME", "DESIRED", "CURRENT", "READY"))
_COUNTS = re.compile(r"[a-z0-9][a-z0-9./-]* +\d+(?:/\d+)?(?: +\d+){2} +\d+[a-z]\S*(?: .*)?")


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """One table of either."""
    if not any(table.has_headings(lines[index], *names) for names in _CONTROLLERS):
        return None
    end = index + 1
    while end < len(lines) and _COUNTS.fullmatch(lines[end].rstrip()):
        end += 1
    return Found("kubectl get deployments", {}, end)
