"""Which GPU a module gets on a Linux VM: Docker reserves none, so that each module names its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from core.docker import accelerators, answer_texts, environment, experimental, facts, ports
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place, member
from core.model.device_models import vm_gpus
from core.rules.base import LINUX_VM, Answers, Area, Change, Choice, Device, Finding, Option, Rule, Verdict
from core.text.catalogue import N_

_RUNTIME = N_("Requires the NVIDIA runtime in the Docker configuration; the GPU is set in a variable of the module.")
_LEFT = N_("the module used the FPGA, and this GPU has the fewest modules")
_NAME = N_("only a name mentions the FPGA; the create options do not request it")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each module that used the FPGA, and for each request with a count of two GPUs."""
    assigned, there = 0, vm_gpus(device)
    for module in manifest.modules:
        traces = _traces(module)
        if module.unjudged or accelerators.nvidia_runtime(module):
            yield from _counting(module, there) if there > 1 else ()
        elif traces and ports.open_for(module, "HostConfig", "DeviceRequests", kind=list):
            weak = traces == accelerators.names(module)
            index = None if weak or not there else assigned % there
            assigned += index is not None
            yield RULE.finding(
                module,
                "gpu",
                module.options_pointer if module.options else module.pointer,
                Verdict.ASK,
                question=_question(there, index, weak),
                traces=traces,
                gpus=there,
                variant="name" if weak else "",
                tags=["none"] if not there else [],
            )


def _traces(module: Module) -> list[str]:
    """What the module has for the FPGA, then what only names it."""
    resources = facts.resource_places(module) if experimental.in_effect(module) else []
    keys = [place.key for place in resources if facts.is_fpga(place.key)]
    paths = [accelerators.device_path(place.value) for place in accelerators.devices(module, "fpga")]
    server = [accelerators.WIRESERVER] if accelerators.has_wireserver(module) else []
    return list(dict.fromkeys((*keys, *paths, *server, *accelerators.names(module))))


def _counting(module: Module, there: int) -> Iterator[Finding]:
    for place in _counted(module):
        yield RULE.finding(
            module,
            "gpu",
            place.pointer,
            Verdict.ASK,
            question=_question(there, None, False),
            traces=[],
            gpus=there,
            variant="count",
        )


def _counted(module: Module) -> list[Place]:
    """Requests with a count and no ids of GPUs: Docker gives the first ones."""
    return [
        place
        for place in module.list_at("HostConfig", "DeviceRequests")
        if accelerators.requests_gpu(place.value)
        and not member(place.value, "DeviceIDs")
        and member(place.value, "Count") != -1
    ]


@lru_cache(maxsize=64)
def _question(gpus: int, index: int | None, weak: bool) -> Choice:
    each = [
        Option(value=f"gpu:{n}", title=N_("GPU {number}"), consequence=answer_texts.ONE_GPU, facts={"number": n})
        for n in range(gpus)
    ]
    every = [Option(value="gpu:all", title=N_("All GPUs"), consequence=answer_texts.EVERY_GPU)]
    other = [
        Option(
            value=f"runtime:{n}",
            title=N_("GPU {number}, through the runtime nvidia"),
            consequence=_RUNTIME,
            facts={"number": n},
        )
        for n in range(gpus)
    ]
    none = Option(value="none", title=N_("No GPU"), consequence=answer_texts.NO_ACCELERATOR)
    default = "none" if weak else None if index is None else f"gpu:{index}"
    reason = _NAME if weak else "" if index is None else _LEFT
    options = (*each, *(every if gpus > 1 else ()), *other, none)
    return Choice(options=options, default=default, default_reason=reason)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Adds a request with the id of the GPU, or the runtime and its variables; replaces a count."""
    module = manifest.holder(finding.module, finding.pointer)
    how, _, which = str(answers[finding.id]).partition(":")
    counting = finding.facts["variant"] == "count"
    gone = [Change("remove", finding.pointer, finding.id)] if counting else []
    if how == "none":
        return gone
    if how == "gpu":
        where = finding.pointer if counting else ptr.join(module.to("HostConfig", "DeviceRequests"), "-")
        return [Change("replace" if counting else "add", where, finding.id, accelerators.request(which))]
    runtime = module.find("HostConfig", "Runtime")
    place = module.to("HostConfig", "Runtime") if runtime is None else runtime.pointer
    changes = [*gone, Change("add" if runtime is None else "replace", place, finding.id, "nvidia")]
    changes += environment.write(manifest, module, accelerators.VISIBLE, which, finding.id)
    if not environment.variables(module, accelerators.CAPABILITIES):
        changes += environment.write(manifest, module, accelerators.CAPABILITIES, "compute,utility", finding.id)
    return changes


RULE = Rule(
    id="vm-gpu",
    area=Area.RESOURCES,
    source=("V-R2", "V-R3", "V-R4"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up_count=True,
)
