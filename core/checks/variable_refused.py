"""Names of variables that Kubernetes refuses."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("variable-name",)
CHECK = Check(
    id="variable-refused",
    area=Area.RUNTIME,
    source=("O4", "AGT-6", "AGT-2"),
    run=reported.each_refusal("variable-refused", CODES),
)
