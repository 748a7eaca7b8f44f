"""Image references that the agent cannot read."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("image-missing", "image-format", "image-name")
CHECK = Check(
    id="image-refused",
    area=Area.RUNTIME,
    source=("AGT-3",),
    run=reported.each_refusal("image-refused", CODES),
)
