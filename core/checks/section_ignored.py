"""Keys under k8s-experimental that the agent does not know, or the section under another name."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("section-no-object", "section-key", "unknown-field", "service-type", "no-service", "extensions-off")


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each key, because it was written for a purpose."""
    yield from reported.drops(CHECK.id, preview, CODES, Verdict.MANUAL)
    for drop in reported.dropped(preview, ("ignored-option",)):
        if str(drop.facts["option"]).lower().startswith("k8s"):
            yield reported.finding(CHECK.id, drop, Verdict.MANUAL, variant="section")


CHECK = Check(
    id="section-ignored",
    area=Area.RUNTIME,
    source=("AGT-9", "AGT-9-names"),
    run=run,
)
