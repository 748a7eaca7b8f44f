"""A Docker option without effect whose value can stop the edge agent is removed."""

from __future__ import annotations

from core.docker import given_options
from core.docker.options import ALL
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.model import rule_ids
from core.rules.base import Area, Device, Findings, Rule, Verdict, removing


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each option and any generation, because the agent of a device gets updates."""
    for option, place, fault in given_options.unreadable(module):
        yield RULE.finding(
            module,
            place.key,
            place.pointer,
            Verdict.AUTO,
            key=place.key,
            where=".".join(map(str, (place.key, *fault.way))),
            wanted=fault.wanted,
            since=option.since,
            variant="restart" if option.name == "RestartPolicy" else "",
            tags=["always"] if option.since == ALL else [],
        )


RULE = Rule(
    id=rule_ids.UNREAD_TYPE,
    area=Area.RUNTIME,
    source=("AGT-1b-types", "AGT-5.2", "AGT-2"),
    detect=detect,
    apply=removing(gives_up=True),
)
