"""A module name that Docker takes for no container."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import LINUX_VM, Check
from core.docker import placeholders
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.linux_vm import VmPreview, engine


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Iterator[Finding]:
    """One finding for each module whose name is too short or begins wrongly."""
    for module in manifest.modules:
        if not engine.NAME.fullmatch(module.name) and not placeholders.within(module.name):
            yield CHECK.finding(module, "name", module.pointer, Verdict.BLOCK)


CHECK = Check(id="vm-name-refused", area=Area.NAMING, source=("V-O2",), covers=(), run=run, targets=LINUX_VM)
