"""A mount the agent or Kubernetes refuses: something of it is missing, or its place is taken."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import storage, volumes
from core.docker.storage import Mount
from core.manifest.manifest import Manifest, Module
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule

KINDS = ("bind", "volume")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each mount without type, source or target, or mount or bind with the target of an earlier one."""
    for module in manifest.modules:
        taken = {path.rstrip("/") for path, _ in volumes.mounted(module)}
        for mount in storage.mounts(module):
            missing = _missing(mount)
            target = mount.target.rstrip("/")
            if missing or target in taken:
                yield _finding(module, mount.pointer, mount.target or mount.source, missing)
            taken.add(target)
        for bind in storage.binds(module):
            target = bind.target.rstrip("/")
            if target in taken and bind.form != "already-mounted":
                yield _finding(module, bind.pointer, bind.target, [])
            taken.add(target)


def _missing(mount: Mount) -> list[str]:
    if not mount.kind:
        return ["Type"]
    parts = {"Source": mount.source, "Target": mount.target} if mount.kind in KINDS else {}
    return [name for name, text in parts.items() if not text]


def _finding(module: Module, pointer: str, place: str, missing: list[str]) -> Finding:
    return RULE.finding(
        module, place, pointer, Verdict.BLOCK, place=place, missing=[*missing], form="" if missing else "taken"
    )


RULE = Rule(id="incomplete-mount", area=Area.STORAGE, source=("AGT-5.3", "AGT-2"), detect=detect)
