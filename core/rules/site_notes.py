"""Notes that the report contains once for every site, whatever its modules are."""

from __future__ import annotations

from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.device_models import preset
from core.rules.base import Area, Device, Findings, Json, Rule, Verdict

OUTSIDE = "outside-the-file"


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields three notes for a deployment with modules of its own."""
    if manifest.root or not any(True for _ in manifest.custom):
        return
    known = preset(device.model)
    space = known.share_space if known is not None else ""
    yield RULE.finding("", "managed-runtime", "", Verdict.NOTE, variant="managed-runtime")
    tags: list[Json] = ["space"] if space else []
    yield RULE.finding("", OUTSIDE, "", Verdict.MANUAL, variant=OUTSIDE, space=space, tags=tags)
    yield RULE.finding("", "status-and-logs", "", Verdict.NOTE, variant="status-and-logs")


RULE = Rule(
    id=rule_ids.SITE_FACTS,
    area=Area.RUNTIME,
    source=("DEV-7-runtime", "O5", "O9", "N7"),
    detect=detect,
    listed_outside=frozenset((OUTSIDE,)),
    sources_of={
        "managed-runtime": ("DEV-7-runtime",),
        OUTSIDE: ("DEV-7-runtime",),
        "status-and-logs": ("O5", "O9", "N7"),
    },
    advice=True,
)
