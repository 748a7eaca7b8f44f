"""A folder in memory, by `Tmpfs` or by a mount of type tmpfs: the agent ignores it, and a volume can replace it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.docker import storage, volumes
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, spelling
from core.model import rule_ids
from core.model.questions import choice, option
from core.model.remembered import remembered
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_MEMORY = option(
    "memory",
    N_("An empty folder in memory"),
    N_("As on Docker: fast and empty at each start. It counts against the memory limit of {module}."),
)
_DISK = option(
    "disk", N_("An empty folder on the disk"), N_("Also empty at each start. It is slower and uses no memory.")
)
_DROP = option("drop", N_("Remove it"), N_("{module} writes to {target} inside its own container."))
_QUESTION = choice(_MEMORY, _DISK, _DROP, default="memory", reason=N_("the module had it on Docker"))
_CLOSED = choice(_DROP)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each path."""
    question = None
    for target, pointer, size in _places(module):
        question = question or (_QUESTION if volumes.open_for(module) else _CLOSED)
        yield RULE.finding(
            module,
            target,
            pointer,
            Verdict.ASK,
            question=question,
            target=target,
            size=size,
            tags=["size"] if size else [],
        )


def _places(module: Module) -> Iterator[tuple[str, str, str]]:
    """Yields target, pointer and size (in Docker's spelling; empty if not given) of each folder in memory."""
    for place in module.members_at("HostConfig", "Tmpfs"):
        options = place.value.split(",") if isinstance(place.value, str) else []
        sizes = [option.partition("=")[2] for option in options if option.startswith("size=")]
        yield place.key, place.pointer, sizes[0] if sizes else ""
    for mount in storage.mounts(module):
        if mount.kind == "tmpfs" and mount.target:
            yield mount.target, mount.pointer, _size(mount.value)


def _size(mount: Json) -> str:
    value = mount
    for key in ("TmpfsOptions", "SizeBytes"):
        actual = spelling(value, key)
        value = None if actual is None else value[actual]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else ""


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the Docker form, and adds an empty volume at the same path."""
    module = manifest.holder(finding.module, finding.pointer)
    answer, value = answers[finding.id], ptr.resolve(manifest.tree, finding.pointer)
    size = volumes.docker_size(str(finding.facts["size"]))
    plain = "" if size is None else f"size={size >> 20}m"
    gone = Change("remove", finding.pointer, finding.id, gives_up=answer != "memory" or value != plain)
    if answer == "drop":
        return (gone,)
    target = str(finding.facts["target"])
    source = volumes.empty_dir(size, answer == "memory")
    return (gone, volumes.add(module, finding.id, _names(module)[target], source, {"mountPath": target}))


@remembered
def _names(module: Module) -> dict[str, str]:
    """The name of the volume for each path, with a number if the path alone does not make it unique."""
    taken = {name for _, name in volumes.mounted(module)}
    paths = [target for target, _, _ in _places(module)]
    counts = Counter(volumes.label("tmp", path) for path in paths)
    names_by_path: dict[str, str] = {}
    for index, path in enumerate(paths, 1):
        name = volumes.label("tmp", path)
        names_by_path.setdefault(path, f"{name}-{index}" if name in taken or counts[name] > 1 else name)
    return names_by_path


RULE = Rule(id=rule_ids.MEMORY_FOLDER, area=Area.STORAGE, source=("AGT-5.4", "O6"), detect=detect, apply=apply)
