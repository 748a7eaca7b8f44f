"""The container engine that each release of IoT Edge needs."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Kind, Manifest
from core.targets.linux_vm import VmPreview
from core.text.catalogue import N_


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one note for a deployment with runtime modules; manual work if a release of 1.5 is named."""
    images = [module.image for module in manifest.modules if module.kind is Kind.SYSTEM and module.image]
    if images:
        old = any(":1.5" in image for image in images)
        yield CHECK.finding("", "engine", "", Verdict.MANUAL if old else Verdict.NOTE, variant="old" if old else "")


CHECK = Check(
    id="vm-engine-version",
    area=Area.RUNTIME,
    source=("V-API",),
    run=run,
    targets=LINUX_VM,
    before=N_(
        "Use moby-engine from Microsoft's packages, or a Docker release that supports API version 1.41 (IoT Edge 1.5: "
        "before Docker 29)."
    ),
)
