"""Which GPU a module gets on a Linux VM: Docker reserves none, so that each module names its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from core.docker import accelerators, answer_texts, environment, experimental, facts, ports
from core.docker.written_for import source_of
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place, member
from core.model.changes import giving_up
from core.model.device_models import vm_gpus
from core.model.questions import Choice, Option, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_RUNTIME = N_("Requires the NVIDIA runtime in the Docker configuration; the GPU is set in a variable of the module.")
_LEFT = N_("the module used the FPGA, and this GPU has the fewest modules")
_NAME = N_("only a name mentions the FPGA; the create options do not request it")
_SAME = N_("the module had this number on Kubernetes")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module that used the FPGA, had GPUs on Kubernetes, or counts or shares them."""
    there, cluster = vm_gpus(device), source_of(manifest, device) == "kubernetes"
    used = Counter(number for module in manifest.modules for number in accelerators.gpus(module, there))
    for module in manifest.modules:
        writable = ports.open_for(module, "HostConfig", "DeviceRequests", kind=list)
        limit = _limit(module) if cluster and writable else None
        if limit is not None:
            yield _of_limit(module, limit, there, used)
        elif module.unjudged or accelerators.nvidia_runtime(module):
            if accelerators.lacks_gpu(module, there):
                question, place = _question(there, None, ""), accelerators.nvidia_runtime(module)[0].pointer
                yield RULE.finding(
                    module, "gpu", place, Verdict.BLOCK, question=question, gpus=there, variant="missing"
                )
            elif there > 1:
                yield from _counting(module, there)
        elif writable and (traces := _traces(module)):
            yield _of_fpga(module, traces, there, used)
        elif cluster and there and _shares(module):
            tags = ["mps"] if _by_mps(module) else []
            options, name = module.options_pointer, accelerators.VISIBLE
            yield RULE.finding(module, "runtime", options, Verdict.AUTO, variant="shared", name=name, tags=tags)


def _of_limit(module: Module, place: Place, there: int, used: Counter[int]) -> Finding:
    count = facts.gpu_count(module)
    free = next((number for number in range(there) if not used[number]), None)
    default = "none" if count == 0 else f"gpu:{free}" if count == 1 and free is not None else None
    if count > 1 and count == there:
        default = "gpu:all"
    used.update([free] if default == f"gpu:{free}" and free is not None else range(there) if count > 1 else ())
    question = _question(there, default, _SAME if default is not None else "")
    return RULE.finding(
        module, "gpu", place.pointer, Verdict.ASK, question=question, count=count, gpus=there, variant="limit"
    )


def _of_fpga(module: Module, traces: list[str], there: int, used: Counter[int]) -> Finding:
    weak = traces == accelerators.names(module)
    index = None if weak or not there else min(range(there), key=lambda number: used[number])
    used.update(() if index is None else [index])
    default = "none" if weak else None if index is None else f"gpu:{index}"
    return RULE.finding(
        module,
        "gpu",
        module.where(),
        Verdict.ASK,
        question=_question(there, default, _NAME if weak else "" if default is None else _LEFT),
        traces=traces,
        gpus=there,
        variant="name" if weak else "",
        tags=[] if there else ["none"],
    )


def _counting(module: Module, there: int) -> Findings:
    """Requests with a count and no ids of GPUs: Docker gives the first ones."""
    for place in module.list_at("HostConfig", "DeviceRequests"):
        ids, count = member(place.value, "DeviceIDs"), member(place.value, "Count")
        if accelerators.requests_gpu(place.value) and not ids and count != -1:
            question = _question(there, None, "")
            yield RULE.finding(
                module, "gpu", place.pointer, Verdict.ASK, question=question, gpus=there, variant="count"
            )


def _limit(module: Module) -> Place | None:
    """The limit of GPUs that the agent on Kubernetes read, or the request without one."""
    places = (experimental.find(module, "resources", part, facts.GPU) for part in ("limits", "requests"))
    return next(filter(None, places), None) if experimental.in_effect(module) else None


def _traces(module: Module) -> list[str]:
    return accelerators.traces(module, facts.fpga_keys(module) if experimental.in_effect(module) else ())


def _shares(module: Module) -> bool:
    """Whether a variable chooses a GPU that the module would not get on Docker."""
    seen = any(env.name == accelerators.VISIBLE and env.value for env in module.env())
    free = module.find("HostConfig", "Runtime") is None and ports.open_for(module, "HostConfig")
    return seen and free and experimental.in_effect(module)


def _by_mps(module: Module) -> bool:
    """Whether a module that shares a GPU may use MPS, which needs both namespaces of the host."""
    return all(module.get("HostConfig", key) == "host" for key in ("IpcMode", "PidMode"))


@lru_cache(maxsize=64)
def _question(gpus: int, default: str | None, reason: str) -> Choice:
    def each(how: str, title: str, consequence: str) -> list[Option]:
        return [option(f"{how}:{n}", title, consequence, number=n) for n in range(gpus)]

    every = [option("gpu:all", N_("All GPUs"), answer_texts.EVERY_GPU)]
    options = (
        *each("gpu", N_("GPU {number}"), answer_texts.ONE_GPU),
        *(every if gpus > 1 else ()),
        *each("runtime", N_("GPU {number}, through the runtime nvidia"), _RUNTIME),
        option("none", N_("No GPU"), answer_texts.NO_ACCELERATOR),
    )
    return choice(*options, default=default, reason=reason)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds a request with the id of the GPU, or the runtime and its variables; replaces a count or a limit."""
    module, variant = manifest.holder(finding.module, finding.pointer), finding.facts["variant"]
    if variant == "shared":
        return giving_up(_by_runtime(manifest, module, finding.id))
    how, _, which = str(answers[finding.id]).partition(":")
    gone = [Change("remove", place.pointer, finding.id) for place in _limits(module)] if variant == "limit" else []
    if variant == "count" and how != "gpu":
        gone = [Change("remove", finding.pointer, finding.id)]
    if variant in ("missing", "limit"):  # Kubernetes did not read what Docker would add to the answer
        old = [place.pointer for place in accelerators.nvidia_runtime(module)]
        runtime = module.find("HostConfig", "Runtime") if how == "runtime" else None
        gone += [Change("remove", at, finding.id) for at in old if runtime is None or at != runtime.pointer]
    if how == "none":
        return gone
    if how == "gpu":
        counted, where = variant == "count", ptr.join(module.to("HostConfig", "DeviceRequests"), "-")
        place = finding.pointer if counted else where
        return [*gone, Change("replace" if counted else "add", place, finding.id, accelerators.request(which))]
    seen = environment.write(manifest, module, accelerators.VISIBLE, which, finding.id)
    return [*gone, *seen, *_by_runtime(manifest, module, finding.id)]


def _limits(module: Module) -> Iterator[Place]:
    found = (experimental.find(module, "resources", part, facts.GPU) for part in facts.PARTS)
    return filter(None, found)


def _by_runtime(manifest: Manifest, module: Module, finding: str) -> list[Change]:
    """Sets the runtime that gives the GPUs of a variable, and what an image without its own variable needs."""
    runtime = module.find("HostConfig", "Runtime")
    place = module.to("HostConfig", "Runtime") if runtime is None else runtime.pointer
    changes = [Change("add" if runtime is None else "replace", place, finding, "nvidia")]
    if not environment.variables(module, accelerators.CAPABILITIES):
        changes += environment.write(manifest, module, accelerators.CAPABILITIES, "compute,utility", finding)
    return changes


RULE = Rule(
    id="vm-gpu",
    area=Area.RESOURCES,
    source=("V-R2", "V-R3", "V-R4", "V-R9"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up_count=True,
    nothing_lost=("limit", "count", "shared"),
    sources_of={
        **dict.fromkeys(("", "name", "missing"), ("V-R2",)),
        **dict.fromkeys(("count", "limit"), ("V-R2", "V-R3")),
        "shared": ("V-R4", "V-R9"),
    },
    formerly=("vm-gpu-limit",),
)
