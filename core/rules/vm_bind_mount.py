"""A mount of a directory: Kubernetes creates one that does not exist, and Docker does so for an entry of `Binds`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import mount_points, ports
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model.changes import giving_up
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Iterator[Finding]:
    """Yields one finding for each mount that a bind can replace; those of files stay, which Docker would not create."""
    writable = ports.open_for(module, "HostConfig", "Binds", kind=list)
    for mount in mount_points.readable(module) if writable else ():
        if mount.kind == "bind" and not mount.unfilled and mount_points.can_be_bind(mount):
            yield RULE.finding(
                module,
                mount.target,
                mount.pointer,
                Verdict.AUTO,
                path=mount.source,
                target=mount.target,
                bind=mount_points.bind(mount.source, mount.target, mount.read_only),
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Replaces the mount by a bind of the same path."""
    module = manifest.holder(finding.module, finding.pointer)
    where = module.to("HostConfig", "Binds") + "/-"
    gone = Change("remove", finding.pointer, finding.id)
    return giving_up((gone, Change("add", where, finding.id, finding.facts["bind"])))


RULE = Rule(
    id="vm-bind-mount",
    area=Area.STORAGE,
    source=("V-S3", "AGT-5.3"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
