"""What the agent does not know under k8s-experimental, or the section under another name."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

CODES = ("section-no-object", "section-key", "unknown-field", "service-type", "no-service", "extensions-off")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each key: somebody meant something by it."""
    yield from told.drops(CHECK.id, preview, CODES, Verdict.MANUAL)
    for drop in told.dropped(preview, ("ignored-option",)):
        if str(drop.facts["option"]).lower().startswith("k8s"):
            yield told.finding(CHECK.id, drop, Verdict.MANUAL, form="section")


CHECK = Check(
    id="section-ignored",
    area=Area.RUNTIME,
    source=("AGT-9", "AGT-9-names"),
    covers=("section-name", "section-key", "section-shape", "section-volume", "security-context"),
    run=run,
)
