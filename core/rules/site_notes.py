"""What the report should tell once, calmly, whatever the modules are."""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule

NOTES = ("managed-runtime", "outside-the-file", "status-and-logs")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Three notes for a deployment that holds modules of its own."""
    if manifest.root or not any(True for _ in manifest.custom):
        return
    for note in NOTES:
        yield RULE.finding("", note, "", Verdict.MANUAL if note == "outside-the-file" else Verdict.NOTE, variant=note)


RULE = Rule(
    id="site-notes",
    area=Area.RUNTIME,
    source=("DEV-7-runtime", "O5", "O9", "N7"),
    detect=detect,
    listed_outside=True,
    sources_of={
        "managed-runtime": ("DEV-7-runtime",),
        "outside-the-file": ("DEV-7-runtime",),
        "status-and-logs": ("O5", "O9", "N7"),
    },
    advice=True,
)
