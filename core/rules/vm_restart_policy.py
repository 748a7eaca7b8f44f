"""A restart policy for Docker itself is in force on a VM again, and starts modules before the runtime."""

from __future__ import annotations

from core.docker.environment import describe
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module, text_of
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict, removing


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module with such a policy in its create options."""
    place = module.find("HostConfig", "RestartPolicy") if module.has_options else None
    if place is not None:
        policy = text_of(place.value, "Name") or describe(place.value)
        variant = "" if policy not in ("", "no") else "none"
        yield RULE.finding(module, "RestartPolicy", place.pointer, Verdict.AUTO, policy=policy, variant=variant)


RULE = Rule(
    id="vm-restart-policy",
    area=Area.RUNTIME,
    source=("V-O6", "V-O5"),
    detect=detect,
    apply=removing(),
    targets=LINUX_VM,
)
