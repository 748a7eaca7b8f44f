"""A schema version that the agent does not take."""

from __future__ import annotations

from core.checks.base import Check
from core.model.findings import Area
from core.targets.kubernetes import reported

CODES = ("schema-version",)
CHECK = Check(
    id="version-refused",
    area=Area.RUNTIME,
    source=("AGT-2", "AGT-3"),
    run=reported.each_refusal("version-refused", CODES),
)
