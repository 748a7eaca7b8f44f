"""A request for GPUs that Docker refuses: it gets the form that Docker reads, or is removed."""

from __future__ import annotations

from core.docker import accelerators
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, member, spelling, text_of
from core.model.device_models import vm_gpus
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_REMOVE = option("remove", N_("Remove the request"), N_("{module} runs without an accelerator."))
_FORMS: dict[str, tuple[str, Json]] = {"": ("Capabilities", [["gpu"]]), "driver": ("Driver", "nvidia")}
"""The member that is at fault and the value that Docker reads."""
_QUESTIONS = {
    "both": choice(
        option("DeviceIDs", N_("Keep the ids"), N_("Docker gives these GPUs.")),
        option("Count", N_("Keep the count"), N_("Docker gives the first GPUs.")),
        _REMOVE,
    ),
    "driver": choice(option("form", N_("Set the driver to nvidia"), N_("{module} gets an NVIDIA GPU.")), _REMOVE),
}


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each such request, unless it is replaced by one with the id of a GPU."""
    if accelerators.lacks_gpu(module, vm_gpus(device)):
        return
    for place in module.list_at("HostConfig", "DeviceRequests"):
        ids, count = member(place.value, "DeviceIDs"), member(place.value, "Count")
        counted = vm_gpus(device) > 1 and not ids and count != -1
        faults = [] if counted else list(accelerators.request_faults(place.value))
        if faults:
            question = next((_QUESTIONS[fault] for fault in ("both", "driver") if fault in faults), None)
            variant = "both" if "both" in faults else faults[0]
            yield RULE.finding(
                module,
                "DeviceRequests",
                place.pointer,
                Verdict.AUTO if question is None else Verdict.BLOCK,
                question=question,
                driver=text_of(place.value, "Driver"),
                faults=list(faults),
                variant=variant,
                tags=[fault or "capabilities" for fault in faults if fault != variant],
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes one of two members that exclude each other and writes the forms that Docker reads, or removes all."""
    answer = answers.get(finding.id)
    return (
        [Change("remove", finding.pointer, finding.id)] if answer == "remove" else _corrected(manifest, finding, answer)
    )


def _corrected(manifest: Manifest, finding: Finding, answer: Json) -> list[Change]:
    request, faults = ptr.resolve(manifest.tree, finding.pointer), finding.facts["faults"]
    changes = []
    if "both" in faults:
        gone = "Count" if answer == "DeviceIDs" else "DeviceIDs"
        changes.append(Change("remove", ptr.join(finding.pointer, spelling(request, gone) or gone), finding.id))
    for key, value in (_FORMS[fault] for fault in faults if fault in _FORMS):
        there = spelling(request, key)
        where = ptr.join(finding.pointer, there or key)
        changes.append(Change("add" if there is None else "replace", where, finding.id, value))
    return changes


RULE = Rule(
    id="vm-gpu-refused",
    area=Area.RESOURCES,
    source=("V-R2",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("remove",),
)
