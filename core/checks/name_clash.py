"""Modules whose names become the same name."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("name-clash",)
CHECK = Check(
    id="name-clash",
    area=Area.NAMING,
    source=("AGT-7", "AGT-2"),
    run=reported.each_refusal("name-clash", CODES),
)
