"""Labels that the agent cannot turn into an annotation."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("label-key", "label-twice", "annotation", "annotation-value")
CHECK = Check(
    id="annotation-refused",
    area=Area.RUNTIME,
    source=("AGT-5.3", "AGT-7", "AGT-2"),
    run=reported.each_refusal("annotation-refused", CODES),
)
