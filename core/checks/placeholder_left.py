"""Places that a template fills in later, so that no one can judge them here."""

from __future__ import annotations

from core.checks.base import Check
from core.model.findings import Area, Verdict
from core.targets.kubernetes import reported

CODES = ("placeholder",)
CHECK = Check(
    id="placeholder-left",
    area=Area.RUNTIME,
    source=("MAN-4",),
    covers=("unjudged",),
    run=reported.each_drop("placeholder-left", CODES, Verdict.MANUAL),
)
