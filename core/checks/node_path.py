"""Mounts of paths of the node: what is there, and what can never be mounted."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.docker import storage
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes.model import Preview

_VARIANTS = {
    "file": "file",
    "pod-file": "file",
    "device": "file",
    "system": "system",
    "socket": "socket",
    "docker-socket": "socket",
    "share": "share",
    "sub-folder": "share",
    "share-root": "share",
    "directory": "directory",
}
_VERDICTS = {"share": Verdict.BLOCK, "directory": Verdict.NOTE}


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each mount of type bind: files never mount, share paths of the old device lose data."""
    for workload in preview.modules:
        for mount in storage.mounts(workload.module) if workload.module.options else ():
            if mount.kind != "bind" or not mount.source or mount.unfilled:
                continue
            variant = _VARIANTS.get(storage.form_of(mount.source), "other")
            yield CHECK.finding(
                workload.module,
                mount.target or mount.source,
                mount.pointer,
                _VERDICTS.get(variant, Verdict.MANUAL),
                source=mount.source,
                target=mount.target,
                variant=variant,
            )


CHECK = Check(
    id="node-path",
    area=Area.STORAGE,
    source=("S4", "S5", "AGT-5.4"),
    run=run,
)
