"""Two mounts whose volume names become equal, so that one shows the content of the other."""

from __future__ import annotations

from core.checks.base import Area, Check, Verdict
from core.targets.kubernetes import reported

CODES = ("merged-volume",)
CHECK = Check(
    id="volume-merged",
    area=Area.STORAGE,
    source=("AGT-1", "AGT-5.3"),
    run=reported.each_drop("volume-merged", CODES, Verdict.MANUAL),
)
