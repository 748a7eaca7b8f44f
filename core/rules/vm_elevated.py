"""Privileges of a module work on a Linux VM unless config.toml denies them, so that each is asked about."""

from __future__ import annotations

from core.docker import facts
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict, removing
from core.text.catalogue import N_

_QUESTION = choice(
    option("keep", N_("Keep {key}"), N_("config.toml must allow elevated permissions.")),
    option("remove", N_("Remove {key}"), N_("{module} runs with the default privileges.")),
    default="keep",
    reason=N_("the needs of the module are unknown"),
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for `Privileged`, and one for added capabilities."""
    for key in ("Privileged", "CapAdd"):
        place = module.find("HostConfig", key)
        if place is not None and (facts.is_privileged(module) if key == "Privileged" else place.value):
            yield RULE.finding(module, key, place.pointer, Verdict.ASK, question=_QUESTION, key=place.key)


RULE = Rule(
    id="vm-elevated", area=Area.RESOURCES, source=("V-R8",), detect=detect, apply=removing("remove"), targets=LINUX_VM
)
