"""Two ports of one module with the same number: the service keeps one of them."""

from __future__ import annotations

from core.docker import ports
from core.docker.ports import Port
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import Area, Device, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each number with more than one container port."""
    mixed = ports.is_mixed(module)
    for number, users in _users(module).items():
        labels = list(dict.fromkeys(port.label for port in users))
        seen = mixed and len({port.number for port in users}) == 1
        if len(labels) > 1 and not seen:
            yield RULE.finding(
                module, str(number), users[0].place.pointer, Verdict.MANUAL, number=number, ports=[*labels]
            )


def _users(module: Module) -> dict[int, list[Port]]:
    """The container ports by their number in the service."""
    users: dict[int, list[Port]] = {}
    for port in ports.exposed(module):
        users.setdefault(port.number, []).append(port)
    for port in ports.bindings(module):
        for host in port.hosts:
            users.setdefault(host, []).append(port)
    return users


RULE = Rule(id="port-number-clash", area=Area.NETWORK, source=("AGT-8",), detect=detect)
