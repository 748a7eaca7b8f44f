"""Modules that run, and whose state the agent looks up under another name."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import names
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each name that the rule for volumes changes: the agent looks pods up by that one."""
    for made in preview.modules:
        looked_up = names.dns_value(made.name)
        if made.name and looked_up != made.name and made.name.strip("-.") == made.name:
            yield CHECK.finding(
                made.module, "status", made.module.pointer, Verdict.NOTE, name=made.name, looked_up=looked_up
            )


CHECK = Check(id="status-hidden", area=Area.NAMING, source=("AGT-7",), covers=("module-name",), run=run)
