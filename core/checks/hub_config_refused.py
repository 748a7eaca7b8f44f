"""Desired properties of $edgeHub that edgeHub refuses."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("hub-member", "hub-version", "hub-form", "hub-route", "hub-range")
CHECK = Check(
    id="hub-config-refused",
    area=Area.RUNTIME,
    source=("AGT-1b-hub", "AGT-1b-hub-types", "AGT-1b-routes"),
    run=reported.each_refusal("hub-config-refused", CODES),
)
