"""Volumes without a known source, which are empty folders after each start."""

from __future__ import annotations

from core.checks.base import Area, Check, Verdict
from core.targets.kubernetes import reported

CODES = ("no-source",)
CHECK = Check(
    id="volume-empty",
    area=Area.STORAGE,
    source=("AGT-9-volumes", "K8S"),
    run=reported.each_drop("volume-empty", CODES, Verdict.BLOCK),
)
