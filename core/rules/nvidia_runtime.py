"""Options by which Docker gives a GPU have no effect on Kubernetes, which needs a count."""

from __future__ import annotations

from core.docker import accelerators, effects, facts, placeholders
from core.manifest import pointer as ptr
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module, Place
from core.model import rule_ids
from core.model.changes import giving_up
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict

_KEYS = ("Runtime", "DeviceRequests", "Devices")
_OTHERS = frozenset(("runtime", "devicerequests"))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each of the keys; the first asks for the count unless another rule does."""
    found = [(module, places) for module in where(manifest, _places) if (places := _places(module))]
    questions = accelerators.count_questions(manifest, device) if found else {}
    for module, places in found:
        asks = accelerators.asker(module) == RULE.id
        blocked = not accelerators.has_gpu_key(module) and not accelerators.writable(module)
        for index, place in enumerate(places):
            asking = asks and index == 0
            variant = "" if asking else "unwritable" if blocked else "reported-elsewhere"
            yield RULE.finding(
                module.name,
                "gpu" if asking else place.key,
                place.pointer,
                Verdict.ASK if asking else Verdict.MANUAL if blocked else Verdict.AUTO,
                question=questions[module.pointer] if asking else None,
                depends=accelerators.follows(module) if not asking else (),
                **_facts(module, place),
                gpus=device.gpus,
                variant=variant,
                tags=["none"] if asking and device.gpus == 0 else [],
            )
    for module in where(manifest, _has_others):
        yield from _nothing_for_gpus(module)


def _has_others(module: Module) -> bool:
    return not _OTHERS.isdisjoint(facts.host_keys(module))


def _nothing_for_gpus(module: Module) -> Findings:
    """Yields the same keys if they request no GPU, because the agent ignores them as well."""
    seen = {place.pointer for place in _places(module)}
    for key in _KEYS[:2]:
        place = module.find("HostConfig", key)
        if place is not None and place.pointer not in seen and not placeholders.is_hidden(place.value):
            variant = "usual" if effects.usual_runtime(place.value) else "other"
            yield RULE.finding(
                module.name,
                place.key,
                place.pointer,
                Verdict.NOTE if variant == "usual" else Verdict.MANUAL,
                **_facts(module, place),
                variant=variant,
            )


def _places(module: Module) -> list[Place]:
    """The keys of `HostConfig` with a value for GPUs, each once."""
    elements = accelerators.nvidia_runtime(module)
    if not elements:
        return []
    holders = [module.find("HostConfig", key) for key in _KEYS]
    return [
        holder
        for holder in holders
        if holder is not None and any(f"{element.pointer}/".startswith(f"{holder.pointer}/") for element in elements)
    ]


def _facts(module: Module, place: Place) -> dict[str, Json]:
    value = place.value if isinstance(place.value, str) else ""
    return {"module": module.name, "key": place.key, "value": f"{place.key}: {value}" if value else place.key}


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes what is for GPUs under the key; the finding that asked for the count adds it."""
    module = manifest.holder(finding.module, finding.pointer)
    gone = [
        Change("remove", place.pointer, finding.id)
        for place in accelerators.nvidia_runtime(module)
        if place.pointer == finding.pointer or ptr.parent(place.pointer) == finding.pointer
    ]
    if finding.question is None:
        return giving_up(gone)
    return [*gone, *accelerators.changes(module, accelerators.granted(module, answers), finding.id)]


RULE = Rule(
    id=rule_ids.GPU_BY_DOCKER,
    area=Area.RESOURCES,
    source=("AGT-5.2", "R2", "R6"),
    detect=detect,
    apply=apply,
    advice=True,
    gives_up_count=True,
)
