"""Volumes that Kubernetes refuses: given twice, with an invalid name, or incomplete."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

CODES = ("volume-twice", "volume-name", "volume-sources", "volume-field", "volume-medium")
CHECK = Check(
    id="volume-refused",
    area=Area.STORAGE,
    source=("AGT-5.3", "K8S", "AGT-2"),
    run=reported.each_refusal("volume-refused", CODES),
)
