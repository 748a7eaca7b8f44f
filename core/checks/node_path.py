"""Mounts of paths of the node, some of which can never be mounted."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Json, Verdict
from core.docker import placeholders, storage, volumes
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module
from core.targets.kubernetes.model import Preview

_VARIANTS = {
    "file": "file",
    "pod-file": "file",
    "device": "file",
    "system": "system",
    "common": "common",
    "socket": "socket",
    "docker-socket": "socket",
    "share": "share",
    "sub-folder": "share",
    "share-root": "share",
    "directory": "directory",
}
_VERDICTS = {"share": Verdict.BLOCK, "directory": Verdict.NOTE}


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each mount of type bind: files never mount, and paths of old shares lose data.

    Volumes under k8s-experimental were written for a node; only paths of the old shares are wrong there.
    """
    mounting = {module.pointer for module in where(manifest, _mounts)}
    for workload in preview.modules if mounting else ():
        if workload.module.pointer not in mounting:
            continue
        for mount in storage.mounts(workload.module):
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
        on_node = any("hostPath" in volume for volume in workload.pod["volumes"])
        for source, target, pointer in volumes.host_paths(workload.module) if on_node else ():
            if storage.below_share_root(source) and not placeholders.holds(source):
                facts: dict[str, Json] = {"source": source, "target": target, "variant": "share"}
                yield CHECK.finding(workload.module, target or source, pointer, Verdict.BLOCK, **facts)


def _mounts(module: Module) -> bool:
    return bool(storage.mounts(module) or any(True for _path in volumes.host_paths(module)))


CHECK = Check(
    id="node-path",
    area=Area.STORAGE,
    source=("S4", "S5", "AGT-5.4"),
    run=run,
)
