"""What only Kubernetes reads: Docker passes over it without a word."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import LINUX_VM, Check
from core.docker import experimental
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Iterator[Finding]:
    """One finding for each key of k8s-experimental."""
    for module in manifest.modules:
        name = experimental.key(module)
        for place in module.members_at(name) if name is not None else ():
            yield CHECK.finding(module, place.key, place.pointer, Verdict.MANUAL, key=place.key)


CHECK = Check(id="vm-section-left", area=Area.RUNTIME, source=("V-O1",), covers=(), run=run, targets=LINUX_VM)
