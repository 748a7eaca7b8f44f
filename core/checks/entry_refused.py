"""Entries of modules that the agent cannot read."""

from __future__ import annotations

from core.checks.base import Check
from core.model.findings import Area
from core.targets.kubernetes import reported

CODES = ("module-type", "runtime-type", "module-status", "system-name", "stray-chunk", "variable-shape")
CHECK = Check(
    id="entry-refused",
    area=Area.RUNTIME,
    source=("AGT-3", "AGT-4"),
    run=reported.each_refusal("entry-refused", CODES),
)
