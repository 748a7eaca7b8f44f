"""Values of create options that Docker refuses, each at its place."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each."""
    for container in preview.modules:
        for refusal in container.refusals:
            yield CHECK.finding(
                container.module,
                f"{refusal.key} {refusal.value}".strip(),
                refusal.pointer,
                Verdict.BLOCK,
                **refusal.facts,
                variant=refusal.code,
            )


CHECK = Check(
    id="vm-value-refused",
    area=Area.RUNTIME,
    source=("V-DOCKER",),
    run=run,
    targets=LINUX_VM,
)
