"""Settings that the agent of this device does not read, although later agents do."""

from __future__ import annotations

from core.checks.base import Area, Check, Verdict
from core.targets.kubernetes import reported

CODES = ("old-agent-option", "equals-in-value")
CHECK = Check(
    id="old-agent",
    area=Area.RUNTIME,
    source=("AGT-1",),
    run=reported.each_drop("old-agent", CODES, Verdict.MANUAL),
)
