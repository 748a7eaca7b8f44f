"""A mount that the agent or Kubernetes refuses: a part of it is missing, or its path is taken."""

from __future__ import annotations

from core.docker import storage, volumes
from core.docker.storage import Mount
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model.questions import choice, option
from core.model.remembered import remembered
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

KINDS = ("bind", "volume")
_EMPTY = option(
    "empty",
    N_("An empty folder on the disk"),
    N_("Empty at each start of the pod. Docker kept the content until the container was replaced."),
)
_DROP = option("drop", N_("Remove the mount"), N_("{module} has only the files of its image there."))
_REMOVED = choice(option("remove", _DROP.title, _DROP.consequence))
_ANONYMOUS = choice(_EMPTY, _DROP)
_SECOND = option(
    "drop", N_("Remove this mount"), N_("{module} has there what is mounted first, as far as the file shows an order.")
)
_TAKEN = choice(_SECOND)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each mount without type, source or target, and for each target that is taken."""
    taken = {path.rstrip("/") for path, _ in volumes.mounted(module)}
    if volumes.open_for(module):  # a folder in memory becomes a volume, which takes its path
        taken |= {place.key.rstrip("/") for place in module.members_at("HostConfig", "Tmpfs")}
    for mount in storage.mounts(module):
        missing = _missing(mount)
        target = mount.target.rstrip("/")
        if missing or target in taken:
            place = mount.target or mount.source
            free = missing == ["Source"] and target not in taken and volumes.open_for(module)
            yield _finding(module, mount.pointer, place, missing, mount.kind, free=free)
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


def _finding(
    module: Module, pointer: str, place: str, missing: list[str], kind: str = "", *, free: bool = False
) -> Finding:
    """The finding; a mount of a type that has no effect is removed, because it could only stop the agent."""
    idle = bool(missing) and kind not in ("", *KINDS)
    anonymous = free and kind == "volume"
    return RULE.finding(
        module,
        place,
        pointer,
        Verdict.AUTO if idle else Verdict.BLOCK,
        question=None if idle else _ANONYMOUS if anonymous else _REMOVED if missing else _TAKEN,
        place=place,
        missing=[*missing],
        kind=kind,
        variant="idle" if idle else "anonymous" if anonymous else "" if missing else "taken",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the mount, and adds an empty folder of the pod where the answer says so."""
    answer = answers.get(finding.id)
    if finding.verdict is not Verdict.AUTO and answer not in ("empty", "drop", "remove"):
        return ()
    gone = Change("remove", finding.pointer, finding.id, gives_up=True)
    if answer != "empty":
        return (gone,)
    module = manifest.holder(finding.module, finding.pointer)
    name = _names(module)[finding.pointer]
    return (gone, volumes.add(module, finding.id, name, volumes.empty_dir(None, False), {"mountPath": finding.subject}))


@remembered
def _names(module: Module) -> dict[str, str]:
    """The name of the volume for each mount without a source, with a number where the path alone is not unique."""
    taken = {name for _, name in volumes.mounted(module)}
    names: dict[str, str] = {}
    for index, mount in enumerate(storage.mounts(module), 1):
        name = volumes.label("anonymous", mount.target)
        names[mount.pointer] = f"{name}-{index}" if name in taken else name
        taken.add(names[mount.pointer])
    return names


RULE = Rule(
    id="incomplete-mount",
    area=Area.STORAGE,
    source=("AGT-5.3", "AGT-2"),
    detect=detect,
    apply=apply,
    gives_up=("empty", "drop", "remove"),
    first_answers=("drop",),
)
