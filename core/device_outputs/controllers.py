"""What controls pods, as `kubectl get all` prints it behind them: it says nothing more than the pods do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs import table
from core.device_outputs.found import Found

_CONTROLLERS = (
    ("NAME", "READY", "UP-TO-DATE", "AVAILABLE"),
    ("NAME", "DESIRED", "CURRENT", "READY"),
    ("NAME", "READY", "AGE"),
    ("NAME", "COMPLETIONS", "DURATION", "AGE"),
    ("NAME", "SCHEDULE", "SUSPEND", "ACTIVE"),
    ("NAME", "REFERENCE", "TARGETS", "MINPODS"),
)
_ROW = re.compile(r"(?:[a-z0-9][a-z0-9-]* +)?[a-z0-9][a-z0-9./-]*(?: +\S+)+ +\d+[a-z]\w*(?: .*)?")


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """One table of either."""
    heading = lines[index] == lines[index].upper() and "STATUS" not in lines[index].split()
    if not heading or not any(table.has_headings(lines[index], *names) for names in _CONTROLLERS):
        return None
    end = index + 1
    while end < len(lines) and _ROW.fullmatch(lines[end].rstrip()):
        end += 1
    return Found("kubectl get deployments", {}, end)
