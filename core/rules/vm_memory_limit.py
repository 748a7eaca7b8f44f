"""A limit of memory or CPU that Docker refuses: it is removed, or becomes one that Docker takes."""

from __future__ import annotations

from core.docker import experimental, facts, memory_limits, quantities
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model.device_models import vm_size
from core.model.findings import finding_id
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_SET = option("set", N_("Set {key} to {number}"), N_("The nearest value that Docker takes."))
_REMOVE = option("remove", N_("Remove {key}"), N_("{module} runs without this setting."))
_FROM_SECTION = {"Memory": "memory", "MemoryReservation": "memory", "MemorySwap": "memory", "NanoCpus": "cpu"}


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each such limit, unless one of Kubernetes takes its place."""
    size = vm_size(device.vm_size)
    cpus = 0 if size is None else size.cpus
    for key, variant in memory_limits.faults(module, cpus):
        place = module.find("HostConfig", key)
        elsewhere = key == "NanoCpus" and any(module.get("HostConfig", each) for each in ("CpuPeriod", "CpuQuota"))
        if place is None or variant == "equal" or elsewhere or _FROM_SECTION[key] in _limited(module):
            continue
        number = _nearest(module, key, variant, cpus)
        yield RULE.finding(
            module,
            key,
            place.pointer,
            Verdict.BLOCK,
            question=choice(*((_REMOVE,) if number is None else (_SET, _REMOVE))),
            key=key,
            value=place.value,
            number=number,
            variant=variant,
        )


def _limited(module: Module) -> set[str]:
    """Resources with an amount for Kubernetes, which becomes the option and removes those that disagree."""
    return {place.key for place in facts.resource_places(module)} if experimental.in_effect(module) else set()


def _nearest(module: Module, key: str, variant: str, cpus: int) -> int | None:
    """The value closest to the one that is set; None where only no value is meant, such as for -1."""
    if variant == "small":
        return quantities.LEAST_MEMORY if memory_limits.number(module, key) > 0 else None
    memory = max(memory_limits.number(module, "Memory"), quantities.LEAST_MEMORY)  # less becomes so much
    return {"swap": memory, "more-cpus": cpus * memory_limits.NANO}.get(variant)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Sets the value, or removes the option; MemorySwap follows Memory, without which and below which it is refused."""
    answer, key = answers[finding.id], finding.facts["key"]
    changes = [_change(finding, finding.pointer, answer)]
    module = manifest.holder(finding.module, finding.pointer)
    swap, total = module.find("HostConfig", "MemorySwap"), memory_limits.number(module, "MemorySwap")
    if key == "MemorySwap" and answers.get(finding_id(RULE.id, finding.module, "Memory")) == "remove":
        changes = [_change(finding, finding.pointer, "remove")]
    follows = key == "Memory" and total > 0 and (answer == "remove" or total < finding.facts["number"])
    if follows and swap is not None and finding_id(RULE.id, finding.module, "MemorySwap") not in answers:
        changes.append(_change(finding, swap.pointer, answer))
    return changes


def _change(finding: Finding, pointer: str, answer: Json) -> Change:
    if answer == "set":
        return Change("replace", pointer, finding.id, finding.facts["number"], gives_up=True)
    return Change("remove", pointer, finding.id, gives_up=True)


RULE = Rule(
    id="vm-memory-limit",
    area=Area.RESOURCES,
    source=("V-R5", "V-R6"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("remove",),
)
