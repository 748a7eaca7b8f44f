"""An environment variable that is set more than once: the last one counts."""

from __future__ import annotations

from core.manifest.equal_modules import each_module
from core.manifest.manifest import EnvVar, Module
from core.rules.base import Area, Device, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields names that are both in `env` and `Env`, or several times in `Env`, at the place that counts."""
    places: dict[str, list[EnvVar]] = {}
    for env in module.env():
        if env.value is not None:
            places.setdefault(env.name, []).append(env)
    for name, several in places.items():
        if len(several) > 1 and len({str(env.value) for env in several}) > 1:
            yield RULE.finding(module, name, several[-1].pointer, Verdict.MANUAL, name=name, count=len(several))


RULE = Rule(id="duplicate-variable", area=Area.RUNTIME, source=("AGT-6",), detect=detect)
