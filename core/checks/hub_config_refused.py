"""Desired properties of $edgeHub that edgeHub refuses."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("hub-member", "hub-version", "hub-form")
CHECK = Check(
    id="hub-config-refused",
    area=Area.RUNTIME,
    source=("AGT-1b-hub",),
    run=reported.each_refusal("hub-config-refused", CODES),
)
