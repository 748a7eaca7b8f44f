"""A module name that Docker refuses for a container, or IoT Hub for a key of a twin."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker import engine, placeholders
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview

_LONGEST = 128
"""The maximum length of a module id in IoT Hub, in characters."""


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each module with such a name; names with placeholders are not judged."""
    for module in manifest.modules:
        if placeholders.within(module.name):
            continue
        if not engine.NAME.fullmatch(module.name):
            yield CHECK.finding(module, "name", module.pointer, Verdict.BLOCK)
        elif "." in module.name or len(module.name) > _LONGEST:
            yield CHECK.finding(module, "name", module.pointer, Verdict.BLOCK, variant="key")


CHECK = Check(id="vm-name-refused", area=Area.NAMING, source=("V-O2", "AGT-4"), run=run, targets=LINUX_VM)
