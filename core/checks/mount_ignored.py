"""Binds and mounts that the agent leaves out or splits."""

from __future__ import annotations

from core.checks.base import Area, Check, Verdict
from core.targets.kubernetes import reported

CODES = ("one-part-bind", "cut-bind", "ignored-mount")
CHECK = Check(
    id="mount-ignored",
    area=Area.STORAGE,
    source=("AGT-5.4",),
    run=reported.each_drop("mount-ignored", CODES, Verdict.MANUAL),
)
