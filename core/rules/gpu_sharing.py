"""A module can have GPUs for itself or share one with others, as the operator chooses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from core.docker import accelerators, environment, facts, profiles
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, OutsideKind, Rule, Verdict
from core.text.catalogue import N_

_NAME = accelerators.VISIBLE
_OWN = option(
    "own",
    N_("Dedicated GPUs, as many as it requests"),
    N_("No other module can use them as long as {module} is deployed."),
)
_SHARED = N_("Share GPU {index}")
_SHARED_SAYS = N_(
    "No GPU is reserved, whatever number is answered. Modules take turns, and GPU memory is not divided among them."
)
_MPS = N_("Share GPU {index} by MPS (preview)")
_MPS_SAYS = N_(
    "Like sharing, but modules use the GPU at the same time. Start MPS on the device, and again after "
    "each device update."
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module that gets a GPU, and for those that have one where GPUs are short."""
    if not device.gpus:
        return
    asking = [*where(manifest, _asks)]
    holding = [*where(manifest, lambda module: not accelerators.asker(module) and facts.gpu_count(module))]
    wanted = len(asking) + sum(facts.gpu_count(module) for module in holding)
    crowded = wanted > device.gpus
    for module in asking + [module for module in holding if crowded or environment.variables(module, _NAME)]:
        there = environment.variables(module, _NAME)
        yield RULE.finding(
            module,
            "gpu",
            there[0].pointer if there else module.where(),
            Verdict.ASK,
            question=_question(device.gpus, profiles.of(device).reads("PidMode")),
            gpus=device.gpus,
            wanted=wanted,
            visible=environment.describe(there[0].value) if there else "",
            variant="crowded" if crowded else "",
            tags=["set"] if there else [],
        )


def _asks(module: Module) -> bool:
    """Whether another finding asks for the count of GPUs, on more evidence than a name."""
    rule = accelerators.asker(module)
    return bool(rule) and (rule != rule_ids.FPGA_BY_HINT or accelerators.has_wireserver(module))


@lru_cache(maxsize=32)
def _question(gpus: int, mps: bool) -> Choice:
    options = [_OWN]
    for how, title, consequence in (("shared", _SHARED, _SHARED_SAYS), ("mps", _MPS, _MPS_SAYS)):
        if how == "shared" or mps:
            options += [option(f"{how}:{index}", title, consequence, index=index) for index in range(gpus)]
    return choice(
        *options, default="own", reason=N_("it is the documented method, and no other module can slow this one down")
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """To share, names the GPU in a variable and reserves nothing; otherwise removes the variable."""
    module = manifest.holder(finding.module, finding.pointer)
    how, index = accelerators.sharing(module, answers)
    if not how:
        there = environment.variables(module, _NAME) if accelerators.granted(module, answers) else []
        return [Change("remove", env.pointer, finding.id, gives_up=True) for env in there]
    result = giving_up(environment.write(manifest, module, _NAME, index, finding.id))
    if not accelerators.asker(module):
        result += accelerators.changes(module, 0, finding.id)
    if how == "mps":
        result += [change for key in ("IpcMode", "PidMode") for change in facts.host_mode(module, key, finding.id)]
    return result


def outside(finding: Finding, answer: Json) -> Iterator[tuple[OutsideKind, str]]:
    """Yields MPS, which must be started on the device."""
    if str(answer).startswith("mps:"):
        yield "gpu", ""


RULE = Rule(
    id=rule_ids.SHARED_GPU,
    area=Area.RESOURCES,
    source=("DEV-2-sharing", "R2"),
    detect=detect,
    apply=apply,
    outside=outside,
    advice=True,
)
