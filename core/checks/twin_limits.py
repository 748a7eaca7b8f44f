"""What IoT Hub refuses: size of the twin, length of a text, keys, depth, numbers."""

from __future__ import annotations

from core.checks.base import Check
from core.model.findings import Area
from core.targets.kubernetes import reported

CODES = ("hub-size", "hub-string", "hub-key", "hub-depth", "hub-number")
CHECK = Check(
    id="twin-limits",
    area=Area.RUNTIME,
    source=("AGT-4",),
    run=reported.each_refusal("twin-limits", CODES),
)
