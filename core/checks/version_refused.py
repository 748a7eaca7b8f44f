"""A schema version that edgeAgent does not accept."""

from __future__ import annotations

from core.checks.base import EVERYWHERE, Area, Check, Device, Findings, Verdict
from core.docker import entries
from core.manifest.manifest import Manifest
from core.targets.kubernetes import Preview, plan, reported
from core.targets.linux_vm import VmPreview

CODES = ("schema-version",)


def run(manifest: Manifest, device: Device, preview: Preview | VmPreview) -> Findings:
    """One finding at most; every generation of edgeAgent accepts the same versions."""
    if isinstance(preview, Preview):
        yield from reported.refusals(CHECK.id, preview, CODES)
        return
    for refusal in map(plan.refusal, entries.deployment_faults(manifest)):
        if refusal.code in CODES:
            yield reported.finding(CHECK.id, refusal, Verdict.BLOCK)


CHECK = Check(id="version-refused", area=Area.RUNTIME, source=("AGT-2", "AGT-3", "V-O9"), run=run, targets=EVERYWHERE)
