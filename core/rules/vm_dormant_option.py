"""Options of Docker that Kubernetes ignored have their effect on the VM."""

from __future__ import annotations

from core.docker import experimental, options_table
from core.docker.options import Place as Level
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module, Place
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict

_OWN = frozenset(("restartpolicy", "logconfig", "runtime", "devicerequests", "devices"))
"""Options with a rule or check of their own, and logs, which do not affect the module."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one note for each module, with the options that had no effect on Kubernetes."""
    found = [place.key for place in module.members_at("HostConfig") if place.value and _dormant(place)]
    runs_as = experimental.get(module, "securityContext", "runAsUser") if experimental.in_effect(module) else None
    if module.get("User") and runs_as is None:
        found.append("User")
    policy = [key for key in ("restartPolicy", "startupOrder") if module.entry(key) not in (None, "always", 0)]
    if found or policy:
        yield RULE.finding(
            module,
            "options",
            module.options_pointer if found else module.pointer,
            Verdict.NOTE,
            names=[*found, *policy],
        )


def _dormant(place: Place) -> bool:
    option = options_table.find(Level.HOST, place.key)
    if place.key.lower() in _OWN or option is None or option.read:
        return False
    return option.type is None or option.type.fits(place.value)


RULE = Rule(
    id="vm-dormant-option",
    area=Area.RUNTIME,
    source=("V-R7", "V-O5"),
    detect=detect,
    targets=LINUX_VM,
    sources=("kubernetes",),
    advice=True,
)
