"""A volume of Docker in `Mounts`: on a Linux VM it is a new one, and empty."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import engine, mount_points
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module, spelling
from core.rules.base import LINUX_VM, Area, Device, Finding, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Iterator[Finding]:
    """Yields one finding for each named volume that is neither a share nor of another driver."""
    for mount in mount_points.readable(module):
        own = mount.kind == "volume" and mount.source and spelling(mount.value, "VolumeOptions") is None
        if own and engine.NAME.fullmatch(mount.source) and not mount_points.known_share(mount.source, device):
            yield RULE.finding(
                module,
                mount.target or mount.source,
                mount.pointer,
                Verdict.MANUAL,
                volume=mount.source,
                target=mount.target,
            )


RULE = Rule(
    id="vm-volume-mount",
    area=Area.STORAGE,
    source=("V-S2", "V-S5"),
    detect=detect,
    targets=LINUX_VM,
    on_vm=True,
    sources=("docker",),
)
