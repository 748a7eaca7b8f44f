"""Ports that the helper container beside every module uses."""

from __future__ import annotations

from core.docker import ports
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.model import rule_ids
from core.rules.base import Area, Device, Finding, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each such container port, and for a host port that maps another one."""
    taken = ports.on_helper(module)
    for number, port in taken.items():
        yield _finding(module, port, number, "" if number in ports.HELPER_PORTS else "perhaps")
    for port in ports.bindings(module):
        for host in port.hosts:
            if host in ports.HELPER_PORTS and host not in taken:
                taken[host] = port
                yield _finding(module, port, host, "host")


_VERDICTS = {"": Verdict.BLOCK, "perhaps": Verdict.MANUAL, "host": Verdict.NOTE}


def _finding(module: Module, port: ports.Port, number: int, variant: str) -> Finding:
    return RULE.finding(
        module, str(number), port.place.pointer, _VERDICTS[variant], port=number, container=port.number, variant=variant
    )


RULE = Rule(
    id=rule_ids.HELPER_PORT,
    area=Area.NETWORK,
    source=("P4", "AGT-8-sidecar"),
    detect=detect,
    advice=True,
    when_running=("perhaps",),
)
