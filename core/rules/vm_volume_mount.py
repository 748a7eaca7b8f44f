"""A volume of Docker in `Mounts`: on a Linux VM it is a new one, and empty."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import engine, mount_points
from core.docker.storage import Mount
from core.manifest.manifest import Manifest, Module, spelling
from core.rules.base import LINUX_VM, Area, Device, Finding, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each named volume that is neither a share nor of another driver, at its first mount."""
    users: dict[str, list[tuple[Module, Mount]]] = {}
    for module in manifest.modules:
        for mount in mount_points.readable(module):
            own = mount.kind == "volume" and mount.source and spelling(mount.value, "VolumeOptions") is None
            if own and engine.NAME.fullmatch(mount.source) and not mount_points.known_share(mount.source, device):
                users.setdefault(mount.source, []).append((module, mount))
    for volume, mounts in users.items():
        module, mount = mounts[0]
        others = list(dict.fromkeys(other.name for other, _mount in mounts[1:] if other.name != module.name))
        yield RULE.finding(
            module,
            mount.target or volume,
            mount.pointer,
            Verdict.MANUAL,
            volume=volume,
            target=mount.target,
            others=others,
            tags=["others"] if others else [],
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
