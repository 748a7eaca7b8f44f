"""Shares that are claimed read-only, alone or beside modules that write."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import storage
from core.docker.storage import Mount
from core.manifest.manifest import Manifest, Module
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each read-only mount: all share one claim, and the first module decides."""
    users: dict[str, list[tuple[Module, Mount]]] = {}
    for workload in preview.modules:
        for mount in storage.mounts(workload.module) if workload.uses else ():
            if mount.kind == "volume" and mount.source:
                users.setdefault(mount.source.lower(), []).append((workload.module, mount))
    for mounts in users.values():
        writers = list(dict.fromkeys(module.name for module, mount in mounts if not mount.read_only))
        for module, mount in mounts:
            if mount.read_only:
                yield CHECK.finding(
                    module,
                    mount.target or mount.source,
                    mount.pointer,
                    Verdict.MANUAL,
                    share=mount.source,
                    target=mount.target,
                    writers=[*writers],
                    first=mounts[0][0].name,
                    variant="mixed" if writers else "",
                )


CHECK = Check(
    id="share-modes",
    area=Area.STORAGE,
    source=("S9", "AGT-5.4"),
    run=run,
    read_only_claims=True,
    when_running=("",),
)
