"""A colon in the name of a variable: Docker takes it, so that nothing changes; two underscores work as well."""

from __future__ import annotations

from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one note for each module with such names."""
    found = [env for env in module.env() if ":" in env.name]
    if found:
        names = list(dict.fromkeys(env.name for env in found))
        yield RULE.finding(module, "env", found[0].pointer, Verdict.NOTE, names=names)


RULE = Rule(id="vm-colon-kept", area=Area.RUNTIME, source=("V-O3",), detect=detect, targets=LINUX_VM, advice=True)
