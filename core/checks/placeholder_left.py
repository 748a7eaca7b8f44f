"""Places that a template fills in later, so that no one can judge them here."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import EVERYWHERE, Check
from core.docker import unfilled
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview
from core.targets.linux_vm.model import VmPreview

CODES = ("placeholder",)


def run(manifest: Manifest, device: Device, preview: Preview | VmPreview) -> Iterator[Finding]:
    """One finding for each value and key, and for each name that Kubernetes would refuse with the placeholder in it."""
    for found in unfilled.places(manifest):
        variant = "value" if found.module else "deployment"
        yield CHECK.finding(
            found.module,
            found.key,
            found.pointer,
            Verdict.MANUAL,
            module=found.module,
            option=found.key,
            placeholder=found.placeholder,
            variant=variant,
        )
    if isinstance(preview, Preview):
        for finding in reported.drops(CHECK.id, preview, CODES, Verdict.MANUAL):
            if not unfilled.at(manifest, finding.pointer):
                yield finding


CHECK = Check(
    id="placeholder-left",
    area=Area.RUNTIME,
    source=("MAN-4",),
    run=run,
    targets=EVERYWHERE,
)
