"""Modules that run, and whose state the agent looks up under another name."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import names
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each name that the rule for volumes changes: the agent looks pods up by that one."""
    for made in preview.modules:
        looked_up = names.dns_value(made.name)
        if made.name and looked_up != made.name and made.name.strip("-.") == made.name:
            yield Finding(
                rule=CHECK.id,
                module=made.module.name,
                subject="status",
                pointer=made.module.pointer,
                verdict=Verdict.NOTE,
                facts={"module": made.module.name, "name": made.name, "looked_up": looked_up},
            )


CHECK = Check(id="status-hidden", area=Area.NAMING, source=("AGT-7",), covers=("module-name",), run=run)
