"""Values in which Kubernetes replaces dollar signs."""

from __future__ import annotations

from core.checks.base import Area, Check, Verdict
from core.targets.kubernetes import reported

CODES = ("substituted",)
CHECK = Check(
    id="text-changed",
    area=Area.RUNTIME,
    source=("K8S",),
    run=reported.each_drop("text-changed", CODES, Verdict.MANUAL),
)
