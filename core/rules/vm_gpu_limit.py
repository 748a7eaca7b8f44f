"""A limit of GPUs becomes a request with their ids, because Docker reserves none for a module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from core.docker import accelerators, answer_texts, environment, experimental, facts, ports
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, member
from core.model.device_models import vm_gpus
from core.rules.base import (
    LINUX_VM,
    Answers,
    Area,
    Change,
    Choice,
    Device,
    Finding,
    Json,
    Option,
    Rule,
    Verdict,
    giving_up,
)
from core.text.catalogue import N_


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each module with such a limit, and for each that shares a GPU by a variable."""
    assigned, there = 0, vm_gpus(device)
    for module in filter(experimental.in_effect, manifest.modules):
        assigned += sum(_taken(place.value, there) for place in module.list_at("HostConfig", "DeviceRequests"))
        place = experimental.find(module, "resources", "limits", facts.GPU)
        place = place or experimental.find(module, "resources", "requests", facts.GPU)
        count = facts.gpu_count(module)
        if place is not None and ports.open_for(module, "HostConfig", "DeviceRequests", kind=list):
            yield RULE.finding(
                module,
                "gpu",
                place.pointer,
                Verdict.ASK,
                question=_question(there, count, assigned),
                count=count,
                gpus=there,
            )
            assigned += count
        elif place is None and there and _shares(module):
            yield RULE.finding(
                module,
                "runtime",
                module.options_pointer,
                Verdict.AUTO,
                variant="shared",
                name=accelerators.VISIBLE,
                tags=["mps"] if _by_mps(module) else [],
            )


def _taken(entry: Json, there: int) -> int:
    """How many GPUs an element of `DeviceRequests` gives; all of them if it does not say."""
    ids, count = member(entry, "DeviceIDs"), ports.whole(member(entry, "Count"))
    if not accelerators.requests_gpu(entry):
        return 0
    if isinstance(ids, list) and ids and "all" not in ids:
        return len(ids)
    return count if count is not None and count > 0 else there


def _shares(module: Module) -> bool:
    """Whether a variable chooses a GPU that the module would not get on Docker."""
    seen = any(env.name == accelerators.VISIBLE and env.value for env in module.env())
    free = not accelerators.nvidia_runtime(module) and module.find("HostConfig", "Runtime") is None
    return seen and free and ports.open_for(module, "HostConfig")


def _by_mps(module: Module) -> bool:
    """Whether a module that shares a GPU may use MPS, which needs both namespaces of the host."""
    return all(module.get("HostConfig", key) == "host" for key in ("IpcMode", "PidMode"))


@lru_cache(maxsize=64)
def _question(gpus: int, count: int, assigned: int) -> Choice:
    each = [
        Option(value=f"gpu:{n}", title=N_("GPU {number}"), consequence=answer_texts.ONE_GPU, facts={"number": n})
        for n in range(gpus)
    ]
    every = Option(value="gpu:all", title=N_("All GPUs"), consequence=answer_texts.EVERY_GPU)
    none = Option(value="none", title=N_("No GPU"), consequence=answer_texts.NO_ACCELERATOR)
    default = "none" if count == 0 else f"gpu:{assigned}" if count == 1 and assigned < gpus else None
    if count > 1 and count == gpus:
        default = "gpu:all"
    reason = N_("the module had this number on Kubernetes") if default is not None else ""
    return Choice(options=(*each, *((every,) if gpus > 1 else ()), none), default=default, default_reason=reason)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Replaces limits and requests by a request with ids, or adds the runtime of a module that shares one."""
    module = manifest.holder(finding.module, finding.pointer)
    if finding.facts.get("variant") == "shared":
        added = [Change("add", module.to("HostConfig", "Runtime"), finding.id, "nvidia")]
        if not environment.variables(module, accelerators.CAPABILITIES):
            added += environment.write(manifest, module, accelerators.CAPABILITIES, "compute,utility", finding.id)
        return giving_up(added)
    found = [experimental.find(module, "resources", part, facts.GPU) for part in facts.PARTS]
    changes = [Change("remove", place.pointer, finding.id) for place in found if place is not None]
    how, _, which = str(answers[finding.id]).partition(":")
    if how == "gpu":
        where = ptr.join(module.to("HostConfig", "DeviceRequests"), "-")
        changes.append(Change("add", where, finding.id, accelerators.request(which)))
    return changes


RULE = Rule(
    id="vm-gpu-limit",
    area=Area.RESOURCES,
    source=("V-R2", "V-R3", "V-R4", "V-R9"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
