"""A port whose number in the service belongs to another one."""

from __future__ import annotations

from core.checks.base import Area, Check, Verdict
from core.targets.kubernetes import reported

CODES = ("lost-port",)
CHECK = Check(
    id="port-lost",
    area=Area.NETWORK,
    source=("AGT-8",),
    run=reported.each_drop("port-lost", CODES, Verdict.MANUAL),
)
