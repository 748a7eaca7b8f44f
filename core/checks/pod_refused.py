"""Node selectors, security contexts and strategies that Kubernetes refuses."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = (
    "selector-key",
    "selector-value",
    "context-value",
    "strategy-type",
    "strategy-rolling",
    "strategy-value",
    "api-type",
)
CHECK = Check(
    id="pod-refused",
    area=Area.RUNTIME,
    source=("AGT-9", "AGT-9-context", "AGT-9-selector", "AGT-2"),
    run=reported.each_refusal("pod-refused", CODES),
)
