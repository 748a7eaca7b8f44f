"""A module without limits can use all memory and processor time, so that the operator may set some."""

from __future__ import annotations

import re

from core.docker import experimental, facts
from core.docker.limits import limits
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Kind, Manifest, Module
from core.model import rule_ids
from core.model.questions import Option, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

RESOURCES = ("cpu", "memory")
_CPU = r"cpu=\d{1,6}(?:\.\d{1,3}|m)?"
_MEMORY = r"memory=\d{1,15}(?:\.\d{1,3})?(?:k|[MGT]i?|Ki)"
_SAYS = N_("Kubernetes slows {module} down at {cpu} CPU and restarts it above {memory}.")


def _option(cpu: str, memory: str) -> Option:
    return option(
        f"cpu={cpu} memory={memory}",
        N_("{cpu} CPU, {memory} of memory"),
        _SAYS,
        cpu=f"{int(cpu[:-1]) / 1000:g}" if cpu.endswith("m") else cpu,
        memory=memory,
    )


_QUESTION = choice(
    option("leave", N_("No limits"), N_("{module} can use all resources, as it does today.")),
    _option("500m", "512Mi"),
    _option("1", "1Gi"),
    _option("2", "4Gi"),
    _option("4", "8Gi"),
    default="leave",
    reason=N_("the needs of the module are unknown, and Kubernetes stops a module with a limit that is too low"),
    other=rf"{_CPU}(?: {_MEMORY})?|{_MEMORY}",
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each custom module without any limit, of Kubernetes or of Docker."""
    if module.kind is Kind.CUSTOM and not _limited(module) and experimental.writable(module, "resources", "limits"):
        yield RULE.finding(
            module,
            "limits",
            module.where(),
            Verdict.ASK,
            question=_QUESTION,
        )


def _limited(module: Module) -> bool:
    """Whether processor or memory is limited, or will be; requests count as well, as a deliberate choice."""
    named = any(place.key.lower() in RESOURCES for place in facts.resource_places(module))
    return named or any(limit.rules for limit in limits(module))


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the limits that were chosen."""
    module = manifest.holder(finding.module, finding.pointer)
    return [
        Change("add", experimental.to(module, "resources", "limits", name), finding.id, value)
        for name, value in re.findall(r"(cpu|memory)=(\S+)", str(answers[finding.id]))
    ]


RULE = Rule(
    id=rule_ids.WITHOUT_LIMITS,
    area=Area.RESOURCES,
    source=("R6", "R5"),
    detect=detect,
    apply=apply,
    hint=N_("For example cpu=2 memory=512Mi, or one of the two."),
    advice=True,
)
