"""Limits of IoT Hub on the size of a twin, the length of a text, keys, depth and numbers."""

from __future__ import annotations

from core.checks.base import EVERYWHERE, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes import Preview, hub, reported
from core.targets.linux_vm import VmPreview, agent

CODES = ("hub-size", "hub-string", "hub-key", "hub-depth", "hub-number")


def run(manifest: Manifest, device: Device, preview: Preview | VmPreview) -> Findings:
    """Yields one finding for each limit; IoT Hub has the same limits for every target."""
    if isinstance(preview, Preview):
        yield from reported.refusals(CHECK.id, preview, CODES)
        return
    known = {refused.pointer for refused in agent.refusals(manifest)}
    for refusal in hub.refusals(manifest):
        if refusal.pointer not in known:  # keys of variables, which the check of edgeAgent reports
            yield reported.finding(CHECK.id, refusal, Verdict.BLOCK)


CHECK = Check(id="twin-limits", area=Area.RUNTIME, source=("AGT-4",), run=run, targets=EVERYWHERE)
