"""The address of the FPGA's wire server has no use on a GPU device."""

from __future__ import annotations

from core.manifest.equal_modules import each_module
from core.manifest.manifest import EnvVar, Module
from core.model import rule_ids
from core.rules.base import EVERYWHERE, Area, Device, Findings, Json, Rule, Verdict, removing

NAME = "WIRESERVER_ADDRESS"


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields the variable in any case, in `env` and in the create options."""
    for env in module.env():
        if env.name.upper() == NAME:
            yield RULE.finding(module.name, env.name, env.pointer, Verdict.AUTO, **_facts(module, env))


def _facts(module: Module, env: EnvVar) -> dict[str, Json]:
    value = env.value if isinstance(env.value, str) else ""
    return {"module": module.name, "name": env.name, "value": value, "variant": "" if value else "empty"}


RULE = Rule(
    id=rule_ids.FPGA_ADDRESS, area=Area.RESOURCES, source=("R3",), detect=detect, targets=EVERYWHERE, apply=removing()
)
