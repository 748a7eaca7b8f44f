"""Amounts of CPU, memory or devices that the agent or Kubernetes refuses."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = (
    "quantity",
    "resource-name",
    "resource-negative",
    "resource-whole",
    "resource-limit",
    "resource-equal",
    "request-over-limit",
    "resource-alone",
)
CHECK = Check(
    id="resources-refused",
    area=Area.RESOURCES,
    source=("AGT-9-quantities", "AGT-2"),
    run=reported.each_refusal("resources-refused", CODES),
)
