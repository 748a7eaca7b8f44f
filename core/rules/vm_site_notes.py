"""Notes on a Linux VM that no manifest can express, reported once."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import experimental, mount_points, storage
from core.docker.written_for import source_of
from core.manifest.manifest import Manifest, Module, member
from core.rules.base import LINUX_VM, Area, Device, Findings, Json, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields notes for a deployment with modules of its own; that on shares only if a module mounts one."""
    if manifest.root or not any(True for _ in manifest.custom):
        return
    if any(_mounts_share(manifest, device)):
        yield RULE.finding("", "share-access", "", Verdict.MANUAL, variant="share-access")
    yield RULE.finding("", "virtual-machine", "", Verdict.MANUAL, variant="virtual-machine")
    yield RULE.finding("", "outside-the-file", "", Verdict.MANUAL, variant="outside-the-file")


def _mounts_share(manifest: Manifest, device: Device) -> Iterator[bool]:
    """Yields whether each bind, mount and claim is of a share."""
    claims = source_of(manifest, device) == "kubernetes"
    for module in filter(experimental.in_effect, manifest.modules):
        named = [mount.source for mount in storage.mounts(module) if mount.kind == "volume"]
        yield any(mount_points.known_share(name, device) or (claims and name) for name in named)
        yield any("persistentvolumeclaim" in map(str.lower, volume) for volume in _volumes(module))
        yield any(storage.below_share_root(bind.source) for bind in storage.binds(module))
        yield any(mount_points.share_below(mount.source) is not None for mount in storage.mounts(module))


def _volumes(module: Module) -> Iterator[dict[str, Json]]:
    entries = experimental.get(module, "volumes")
    for entry in entries if isinstance(entries, list) else ():
        volume = member(entry, "volume")
        if isinstance(volume, dict):
            yield volume


RULE = Rule(
    id="vm-site-notes",
    area=Area.RUNTIME,
    source=("V-S1", "V-P1", "V-P5", "V-N9", "V-O12"),
    detect=detect,
    targets=LINUX_VM,
    minutes=120,
    listed_outside=frozenset(("share-access", "outside-the-file")),
    sources_of={
        "share-access": ("V-S1",),
        "virtual-machine": ("V-P1", "V-P5"),
        "outside-the-file": ("V-N9", "V-O12"),
    },
)
