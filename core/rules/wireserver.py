"""The address of the FPGA's wire server has no meaning on a GPU device."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.manifest.manifest import Manifest
from core.model import Answers, Area, Change, Device, Finding, Rule, Verdict

NAME = "WIRESERVER_ADDRESS"


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """The variable in any case, in `env` and in the create options."""
    for module in manifest.modules:
        for env in module.env():
            if env.name.upper() == NAME:
                yield Finding(
                    rule=RULE.id,
                    module=module.name,
                    subject=env.name,
                    pointer=env.pointer,
                    verdict=Verdict.AUTO,
                    facts={"module": module.name, "name": env.name, "value": _text(env.value), "where": env.where},
                )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The variable goes."""
    return (Change("remove", finding.pointer, finding.id),)


RULE = Rule(id="wireserver", area=Area.RESOURCES, source=("R3",), detect=detect, apply=apply)
