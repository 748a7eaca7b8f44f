"""Images that do not run on the VM, or are no longer supported."""

from __future__ import annotations

import re

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker.images import arm_word
from core.manifest.manifest import Kind, Manifest, Module
from core.targets.linux_vm import VmPreview

_OLD = re.compile(r"azureiotedge-(?:agent|hub):1\.[0-5](?!\d)")


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each image of an old release, of a preview, for ARM, or of the device's own registry."""
    for module in manifest.modules:
        variant = _variant(module)
        if variant:
            yield CHECK.finding(
                module,
                "image",
                module.image_pointer,
                Verdict.BLOCK if variant in ("preview", "arm") else Verdict.MANUAL,
                image=module.image,
                variant="" if variant == "old" else variant,
            )


def _variant(module: Module) -> str:
    image = module.image
    if ":31001/" in image:
        return "registry"
    if module.kind is Kind.SYSTEM and "0.1.0-beta" in image:
        return "preview"
    if module.kind is Kind.SYSTEM and _OLD.search(image):
        return "old"
    return "arm" if arm_word(image) else ""


CHECK = Check(
    id="vm-image-old",
    area=Area.RUNTIME,
    source=("V-O8", "V-O11"),
    run=run,
    targets=LINUX_VM,
)
