"""Other names of environment variables that Kubernetes refuses."""

from __future__ import annotations

import re

from core.docker import placeholders
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import Area, Device, Findings, Rule, Verdict

_ACCEPTED = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields names with other characters than letters, digits, `-`, `.` and `_`, or with a digit first."""
    for env in module.env():
        name = env.name.replace(":", "__")
        if name and not _ACCEPTED.fullmatch(name) and env.value is not None and not placeholders.within(name):
            yield RULE.finding(module, env.name, env.pointer, Verdict.BLOCK, name=env.name)


RULE = Rule(id="env-name-refused", area=Area.RUNTIME, source=("AGT-6",), detect=detect)
