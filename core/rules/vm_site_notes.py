"""What no manifest can say about a Linux VM of the device, reported once."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import mount_points, storage
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import LINUX_VM, Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Notes for a deployment that holds modules of its own; that on shares only where a module mounts one."""
    if manifest.root or not any(True for _ in manifest.custom):
        return
    if any(_mounts_share(manifest)):
        yield RULE.finding("", "share-access", "", Verdict.MANUAL, variant="share-access")
    yield RULE.finding("", "virtual-machine", "", Verdict.MANUAL, variant="virtual-machine")
    yield RULE.finding("", "outside-the-file", "", Verdict.MANUAL, variant="outside-the-file")


def _mounts_share(manifest: Manifest) -> Iterator[bool]:
    for module in manifest.modules:
        yield any(storage.below_share_root(bind.source) for bind in storage.binds(module))
        yield any(mount_points.share_below(mount.source) is not None for mount in storage.mounts(module))


RULE = Rule(
    id="vm-site-notes",
    area=Area.RUNTIME,
    source=("V-S1", "V-P1", "V-P5", "V-N9", "V-O12"),
    detect=detect,
    targets=LINUX_VM,
    minutes=0,
    listed_outside=True,
    sources_of={
        "share-access": ("V-S1",),
        "virtual-machine": ("V-P1", "V-P5"),
        "outside-the-file": ("V-N9", "V-O12"),
    },
)
