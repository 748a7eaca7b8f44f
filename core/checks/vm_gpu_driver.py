"""The driver, container toolkit and runtime that a module with a GPU needs on the VM."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview
from core.text.catalogue import N_


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for the deployment, and one for each module with a runtime of its own."""
    users = [container for container in preview.modules if container.gpus]
    if users:
        names = [container.module.name for container in users]
        yield CHECK.finding("", "driver", "", Verdict.MANUAL, modules=names)
    for container in preview.modules:
        place = container.module.find("HostConfig", "Runtime")
        if place is not None and isinstance(place.value, str) and place.value not in ("", "runc"):
            yield CHECK.finding(
                container.module, "Runtime", place.pointer, Verdict.MANUAL, runtime=place.value, variant="runtime"
            )


CHECK = Check(
    id="vm-gpu-driver",
    area=Area.RESOURCES,
    source=("V-R4", "V-R2"),
    run=run,
    targets=LINUX_VM,
    before=N_(
        "Install the driver manually: the GPU extension supports no operating system that IoT Edge supports, and the "
        "correct driver branch is not documented. Add the NVIDIA package repository as the toolkit's guide describes."
    ),
)
