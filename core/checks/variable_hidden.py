"""Variables whose value does not reach the module."""

from __future__ import annotations

from core.checks.base import Area, Check, Verdict
from core.targets.kubernetes import reported

CODES = ("agent-variable", "hidden-variable", "no-equals")
CHECK = Check(
    id="variable-hidden",
    area=Area.RUNTIME,
    source=("AGT-6", "O8"),
    run=reported.each_drop("variable-hidden", CODES, Verdict.MANUAL),
)
