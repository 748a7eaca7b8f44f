"""Restart policy, pull policy, start order and status of a module, and their effect on Kubernetes."""

from __future__ import annotations

from core.docker import entries
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import Area, Device, Findings, Rule, Verdict

IGNORED = ("imagePullPolicy", "startupOrder")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields policies that Kubernetes does not have, and modules that are stopped, unless no agent can read them."""
    reads = entries.reader(device)
    unread = {fault.pointer for fault in entries.module_faults(module, reads)}
    for key in ("restartPolicy", "status", *IGNORED):
        value = module.entry(key)
        variant = _variant(key, value)
        if variant and f"{module.pointer}/{key}" not in unread:
            yield RULE.finding(
                module,
                key,
                f"{module.pointer}/{key}",
                Verdict.MANUAL if variant in ("loops", "unhealthy") else Verdict.NOTE,
                key=key,
                value=str(value),
                variant=variant,
            )


def _variant(key: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if key == "restartPolicy":
        return "loops" if value in ("never", "on-failure") else "unhealthy" if value == "on-unhealthy" else ""
    if key == "status":
        return "stopped" if value == "stopped" else ""
    return "ignored"


RULE = Rule(id="restart-policy", area=Area.RUNTIME, source=("O7", "AGT-3"), detect=detect, advice=True)
