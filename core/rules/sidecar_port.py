"""Ports that the helper container beside every module uses."""

from __future__ import annotations

from core.docker import ports
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.model import rule_ids
from core.rules.base import Area, Device, Finding, Findings, Rule, Verdict

PERHAPS_TAKEN = 8080
"""Known only from the chart of the preview; the device documentation names the other two."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each such container port, and for a host port that maps another one."""
    seen: set[int] = set()
    for port in (*ports.bindings(module), *ports.exposed(module)):
        if port.protocol == "tcp" and port.number in (*ports.HELPER_PORTS, PERHAPS_TAKEN) and port.number not in seen:
            seen.add(port.number)
            known = port.number in ports.HELPER_PORTS
            yield _finding(module, port, port.number, "" if known else "perhaps")
    for port in ports.bindings(module):
        for host in port.hosts:
            if host in ports.HELPER_PORTS and host not in seen:
                seen.add(host)
                yield _finding(module, port, host, "host")


_VERDICTS = {"": Verdict.BLOCK, "perhaps": Verdict.MANUAL, "host": Verdict.NOTE}


def _finding(module: Module, port: ports.Port, number: int, variant: str) -> Finding:
    return RULE.finding(
        module, str(number), port.place.pointer, _VERDICTS[variant], port=number, container=port.number, variant=variant
    )


RULE = Rule(id=rule_ids.HELPER_PORT, area=Area.NETWORK, source=("P4", "AGT-8-sidecar"), detect=detect, advice=True)
