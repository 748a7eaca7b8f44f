"""A restart policy of Docker itself, by which the module may start before the runtime."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest, text_of
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each policy that restarts anything."""
    for module in manifest.modules:
        place = module.find("HostConfig", "RestartPolicy")
        name = "" if place is None else text_of(place.value, "Name")
        if place is not None and name not in ("", "no"):
            yield CHECK.finding(module, "RestartPolicy", place.pointer, Verdict.MANUAL, policy=name)


CHECK = Check(
    id="vm-restart-policy-left",
    area=Area.RUNTIME,
    source=("V-O6",),
    run=run,
    targets=LINUX_VM,
)
