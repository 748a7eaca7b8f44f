"""The driver, container toolkit and runtime that a module with a GPU needs on the VM."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.linux_vm import Container, VmPreview
from core.text.catalogue import N_

_NVIDIA = "nvidia"
"""The runtime that the NVIDIA Container Toolkit adds to Docker."""


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for the deployment, which is also about the runtime nvidia, and one for each other runtime."""
    users = [container for container in preview.modules if container.gpus]
    if users:
        names = [container.module.name for container in users]
        yield CHECK.finding(
            "",
            "driver",
            "",
            Verdict.MANUAL,
            modules=names,
            tags=["nvidia"] if any(map(_of_toolkit, preview.modules)) else [],
        )
    for container in preview.modules:
        place = container.module.find("HostConfig", "Runtime")
        if place is None or not isinstance(place.value, str) or place.value in ("", "runc"):
            continue
        if not _of_toolkit(container):
            yield CHECK.finding(
                container.module, "Runtime", place.pointer, Verdict.MANUAL, runtime=place.value, variant="runtime"
            )


def _of_toolkit(container: Container) -> bool:
    """Whether a module with a GPU uses the runtime of the toolkit, which the finding for the deployment reports."""
    place = container.module.find("HostConfig", "Runtime")
    return bool(container.gpus) and place is not None and place.value == _NVIDIA


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
