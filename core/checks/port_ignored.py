"""Ports that the agent cannot read and omits."""

from __future__ import annotations

from core.checks.base import Area, Check, Verdict
from core.targets.kubernetes import reported

CODES = ("port-key", "host-port")
CHECK = Check(
    id="port-ignored",
    area=Area.NETWORK,
    source=("AGT-8", "N8"),
    run=reported.each_drop("port-ignored", CODES, Verdict.MANUAL),
)
