"""Entries of modules, and a runtime, that edgeAgent cannot read."""

from __future__ import annotations

from core.checks.base import EVERYWHERE, Area, Check, Device, Findings, Verdict
from core.docker import entries
from core.manifest.manifest import Manifest
from core.targets.kubernetes import Preview, plan, reported
from core.targets.linux_vm import VmPreview

CODES = (
    "module-type",
    "runtime-type",
    "runtime-form",
    "runtime-text",
    "module-status",
    "module-policy",
    "module-order",
    "module-text",
    "system-name",
    "stray-chunk",
    "variable-shape",
    "variable-value",
    "credential",
)


def run(manifest: Manifest, device: Device, preview: Preview | VmPreview) -> Findings:
    """One finding for each fault; edgeAgent reads entries in the same way whatever runs the modules."""
    if isinstance(preview, Preview):
        yield from reported.refusals(CHECK.id, preview, CODES)
        return
    for fault in entries.faults(manifest, entries.reader(device)):
        if fault.code in CODES:
            yield reported.finding(CHECK.id, plan.refusal(fault), Verdict.BLOCK)


CHECK = Check(
    id="entry-refused",
    area=Area.RUNTIME,
    source=("AGT-3", "AGT-4", "V-O7"),
    run=run,
    targets=EVERYWHERE,
)
