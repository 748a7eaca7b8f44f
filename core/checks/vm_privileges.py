"""Privileges that config.toml may deny."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker import facts
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each privileged module and each with added capabilities."""
    for module in manifest.modules:
        for key in ("Privileged", "CapAdd"):
            place = module.find("HostConfig", key)
            if place is not None and (facts.is_privileged(module) if key == "Privileged" else place.value):
                yield CHECK.finding(module, key, place.pointer, Verdict.MANUAL, key=key)


CHECK = Check(
    id="vm-privileges",
    area=Area.RESOURCES,
    source=("V-R8",),
    run=run,
    targets=LINUX_VM,
)
