"""A privileged module keeps its rights; the operator is asked whether it still needs them."""

from __future__ import annotations

from core.docker import facts
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.model.questions import choice, option
from core.rules.base import Area, Device, Findings, Rule, Verdict, removing
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "keep",
        N_("Keep it privileged"),
        N_("{module} keeps full control of its host, which is now the Kubernetes node."),
    ),
    option(
        "remove",
        N_("Run it without privileges"),
        N_("This is safer. If {module} accesses hardware or mounts file systems, it fails."),
    ),
    default="keep",
    reason=N_("Microsoft's guide keeps it in its example, and only the author of the module knows"),
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each privileged module."""
    if "privileged" in facts.host_keys(module) and facts.is_privileged(module):
        place = module.where("HostConfig", "Privileged")
        yield RULE.finding(module, "Privileged", place, Verdict.ASK, question=_QUESTION)


RULE = Rule(id="privileged", area=Area.RESOURCES, source=("R4",), detect=detect, apply=removing("remove"), advice=True)
