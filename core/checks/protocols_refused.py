"""A service with an external address that mixes protocols."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("mixed-protocols",)
CHECK = Check(
    id="protocols-refused",
    area=Area.NETWORK,
    source=("N5", "AGT-8", "AGT-2"),
    run=reported.each_refusal("protocols-refused", CODES),
)
