"""A device file of the host in `HostConfig.Devices`: the VM must have it, or the container does not start."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker import accelerators, placeholders
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview

_ON_EVERY_LINUX = frozenset(
    f"/dev/{name}" for name in ("fuse", "full", "kmsg", "net/tun", "null", "ptmx", "random", "tty", "urandom", "zero")
)
"""Files of the kernel (Linux, Documentation/admin-guide/devices.txt), which need no hardware."""


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each device file of a module that is none of the FPGA, of a GPU or of every Linux."""
    for container in preview.modules:
        for place in accelerators.devices(container.module, "other"):
            path = accelerators.device_path(place.value)
            if path and path not in _ON_EVERY_LINUX and not placeholders.is_left(path):
                yield CHECK.finding(container.module, path, place.pointer, Verdict.MANUAL, path=path)


CHECK = Check(id="vm-device-left", area=Area.RESOURCES, source=("V-R1",), run=run, targets=LINUX_VM, on_vm=True)
