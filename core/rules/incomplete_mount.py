"""A mount that the agent or Kubernetes refuses: a part of it is missing, or its path is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import storage, volumes
from core.docker.storage import Mount
from core.manifest.manifest import Manifest, Module
from core.rules.base import Answers, Area, Change, Device, Finding, Rule, Verdict

KINDS = ("bind", "volume")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each mount without type, source or target, and for each target that is taken."""
    for module in manifest.modules:
        taken = {path.rstrip("/") for path, _ in volumes.mounted(module)}
        for mount in storage.mounts(module):
            missing = _missing(mount)
            target = mount.target.rstrip("/")
            if missing or target in taken:
                yield _finding(module, mount.pointer, mount.target or mount.source, missing, mount.kind)
            taken.add(target)
        for bind in storage.binds(module):
            target = bind.target.rstrip("/")
            if target in taken and bind.form != "already-mounted":
                yield _finding(module, bind.pointer, bind.target, [])
            taken.add(target)


def _missing(mount: Mount) -> list[str]:
    """What is missing. A folder in memory has no source, and a rule of its own."""
    if not mount.kind:
        return ["Type"]
    parts = {"Source": mount.source, "Target": mount.target}
    if mount.kind == "tmpfs" and mount.target:
        return []
    return [name for name, text in parts.items() if not text]


def _finding(module: Module, pointer: str, place: str, missing: list[str], kind: str = "") -> Finding:
    """The finding; a mount of a type that has no effect is removed, because it could only stop the agent."""
    idle = bool(missing) and kind not in ("", *KINDS)
    return RULE.finding(
        module,
        place,
        pointer,
        Verdict.AUTO if idle else Verdict.BLOCK,
        place=place,
        missing=[*missing],
        kind=kind,
        variant="idle" if idle else "" if missing else "taken",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Removes a mount without effect."""
    return (Change("remove", finding.pointer, finding.id, gives_up=True),) if finding.verdict is Verdict.AUTO else ()


RULE = Rule(id="incomplete-mount", area=Area.STORAGE, source=("AGT-5.3", "AGT-2"), detect=detect, apply=apply)
