"""Docker's `ShmSize` sets the shared memory; on Kubernetes a module gets 64 MB unless it has a volume in memory."""

from __future__ import annotations

from functools import lru_cache

from core.docker import accelerators, effects, facts, placeholders, profiles, quantities, volumes
from core.docker.types import whole
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.findings import finding_id
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

PATH = effects.SHARED_MEMORY

_MEMORY = option(
    "memory",
    N_("A memory volume at {path}, at most {size}"),
    N_("Only for {module}, as on Docker. It counts against the memory limit of {module}."),
)
_HOST = option(
    "host",
    N_("The shared memory of the host (IpcMode host)"),
    N_("Every module with this setting uses the same memory. Correct if modules exchange data through it."),
)
_DROP = option("drop", N_("Remove it"), N_("{module} gets 64 MB, like every container."))
_VERDICTS = {"": Verdict.ASK, "unreadable": Verdict.MANUAL}


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module with the key."""
    place = module.find("HostConfig", "ShmSize") if "shmsize" in facts.host_keys(module) else None
    if place is None or placeholders.is_left(place.value):
        return
    variant = _variant(module, place.value)
    offer = volumes.open_for(module)
    yield RULE.finding(
        module,
        "ShmSize",
        place.pointer,
        _VERDICTS.get(variant, Verdict.NOTE),
        question=None if variant else _question(offer, profiles.of(device).reads("IpcMode")),
        path=PATH,
        size=_size(place.value),
        variant=variant,
    )


def _size(value: Json) -> str:
    """The size in readable units."""
    number = whole(value)
    text = "" if number is None else quantities.memory(number)
    return f"{text} bytes" if text.isdigit() else text


def _variant(module: Module, value: Json) -> str:
    """The variant that needs no question; empty if one is asked."""
    known = None if effects.empty(value) else value
    if known is not None and whole(known) is None:
        return "unreadable"
    return effects.shared_memory(module, known)


@lru_cache(maxsize=4)
def _question(volume: bool, host: bool) -> Choice:
    options = [_MEMORY] * volume + [_HOST] * host + [_DROP]
    reason = N_("the module had it on Docker")
    return choice(*options, default="memory" if volume else None, reason=reason if volume else "")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the key, and adds the volume if it was chosen."""
    module = manifest.holder(finding.module, finding.pointer)
    spelled = ptr.last(finding.pointer) != "ShmSize" or isinstance(module.get("HostConfig", "ShmSize"), str)
    gone = Change("remove", finding.pointer, finding.id, gives_up=spelled)
    answer = answers[finding.id]
    if answer == "host" and accelerators.sharing(module, answers)[0] != "mps":
        return (gone, *facts.host_mode(module, "IpcMode", finding.id))
    joins = answers.get(finding_id(rule_ids.IPC, module.name, "IpcMode")) == "host"
    if answer != "memory" or joins or accelerators.sharing(module, answers)[0] == "mps":
        return (gone,)
    place = module.find("HostConfig", "ShmSize")
    source = volumes.empty_dir(None if place is None else whole(place.value), in_memory=True)
    taken = [name for _, name in volumes.mounted(module)]
    name = next(name for name in ("dev-shm", *(f"dev-shm-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
    return (gone, volumes.add(module, finding.id, name, source, {"mountPath": PATH}))


RULE = Rule(
    id=rule_ids.SHM_OPTION, area=Area.RESOURCES, source=("R7", "AGT-5.2"), detect=detect, apply=apply, advice=True
)
