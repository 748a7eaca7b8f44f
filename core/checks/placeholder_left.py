"""Values that a template fills in later, so that they cannot be checked here."""

from __future__ import annotations

from core.checks.base import EVERYWHERE, Area, Check, Device, Findings, Verdict
from core.docker import unfilled
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview
from core.targets.linux_vm.model import VmPreview

CODES = ("placeholder",)
"""The code of what the model of Kubernetes omits for a placeholder; `unfilled` has all places."""


def run(manifest: Manifest, device: Device, preview: Preview | VmPreview) -> Findings:
    """Yields one finding for each value and each key."""
    for found in unfilled.places(manifest):
        yield CHECK.finding(
            found.module,
            found.key,
            found.pointer,
            Verdict.MANUAL,
            module=found.module,
            option=found.key,
            placeholder=found.placeholder,
            variant="" if found.module else "deployment",
        )


CHECK = Check(
    id="placeholder-left",
    area=Area.RUNTIME,
    source=("MAN-4",),
    run=run,
    targets=EVERYWHERE,
)
