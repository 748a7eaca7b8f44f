"""Recognized outputs without facts for EdgeShift: processor and memory usage, logs of services.

Source: kubectl top (Kubernetes, pkg/kubectl metricsutil); docker/cli, cli/command/formatter (stats); azure-docs,
iot-edge/troubleshoot.md (`iotedge system logs`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.device_outputs.found import Found

_TABLES = (
    (
        "kubectl top",
        re.compile(r"(?:NAMESPACE\s+)?(?:POD\s+)?NAME\s+CPU\(cores\)\s+(?:CPU%\s+)?MEMORY\(bytes\)(?:\s+MEMORY%)?"),
    ),
    (
        "docker stats",
        re.compile(
            r"CONTAINER(?: ID)?\s+(?:NAME\s+)?CPU %\s+MEM USAGE / LIMIT\s+MEM %\s+NET I/O\s+BLOCK I/O(?:\s+PIDS)?"
        ),
    ),
)
"""The headings of tables whose last column is a number."""
_LOGS = re.compile(r"(?:sudo\s+)?iotedge\s+system\s+logs\b.*")
_NOTHING = "not used: it says nothing that EdgeShift needs"


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """Recognizes a usage table by its headings, and the logs of services by the command only."""
    if _LOGS.fullmatch(typed):
        return Found("iotedge system logs", {}, len(lines), nothing=_NOTHING)
    for command, headings in _TABLES:
        if headings.fullmatch(lines[index].strip()):
            end = index + 1
            while end < len(lines) and lines[end].strip() and lines[end].split()[-1][0].isdigit():
                end += 1
            return Found(command, {}, end, nothing=_NOTHING)
    return None
