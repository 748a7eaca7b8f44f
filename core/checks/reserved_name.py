"""Module names that belong to the helper container or to the runtime."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("container-name-twice", "runtime-name", "account-taken")
CHECK = Check(
    id="reserved-name",
    area=Area.NAMING,
    source=("AGT-7", "AGT-2"),
    run=reported.each_refusal("reserved-name", CODES),
)
