"""The address of the FPGA's wire server has no meaning on a GPU device."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.manifest.manifest import EnvVar, Manifest, Module
from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import EVERYWHERE, Rule

NAME = "WIRESERVER_ADDRESS"


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """The variable in any case, in `env` and in the create options."""
    for module in manifest.modules:
        for env in module.env():
            if env.name.upper() == NAME:
                yield RULE.finding(module.name, env.name, env.pointer, Verdict.AUTO, **_facts(module, env))


def _facts(module: Module, env: EnvVar) -> dict[str, Json]:
    value = env.value if isinstance(env.value, str) else ""
    return {"module": module.name, "name": env.name, "value": value, "variant": "" if value else "empty"}


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The variable goes."""
    return (Change("remove", finding.pointer, finding.id),)


RULE = Rule(id="wireserver", area=Area.RESOURCES, source=("R3",), detect=detect, targets=EVERYWHERE, apply=apply)
