"""What the outputs show of the service of a module: its type, its address and the ports on which it listens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.device_outputs.found import Facts
from core.docker.module_names import object_name
from core.report.model import ModuleObjects

Port = tuple[int, str]
"""A number and `TCP` or `UDP`: one number can have both."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `type` is empty where the output does not show it, `address` where clients cannot reach it."""

    type: str
    address: str
    pending: bool
    ports: frozenset[Port]


def of(module: ModuleObjects, facts: Facts) -> Service | None:
    """The service of a module by `kubectl get svc`, else by `iotedge list`; None where neither shows it."""
    row = next((row for row in facts.get("services", []) if row["module"].lower() == module.name), None)
    if row is None:
        return _listed(module, facts)
    ports = _with_protocols(row["ports"], facts.get("udpPorts", {}).get(row["module"], []))
    return Service(row["type"] or "", row["externalIp"] or "", bool(row["pending"]), ports)


def _listed(module: ModuleObjects, facts: Facts) -> Service | None:
    """The service in `iotedge list`: address and ports, without its type and without internal ports."""
    entry = next((each for each in facts.get("modules", []) if object_name(each["name"]) == module.name), None)
    if entry is None or not entry.get("ports") or (module.external and "externalIp" not in entry):
        return None
    udp = facts.get("udpPorts", {}).get(module.name, [])
    return Service("", entry.get("externalIp") or "", False, _with_protocols(entry["ports"], udp))


def _with_protocols(numbers: Sequence[int], udp: Sequence[int]) -> frozenset[Port]:
    """The ports of a service with their protocols; one number can have both."""
    tcp = Counter(numbers) - Counter(udp)
    return frozenset({*((number, "TCP") for number in tcp), *((number, "UDP") for number in udp)})


def numbered(ports: Iterable[Port]) -> str:
    """Ports by number, with the protocol unless it is TCP."""
    return ", ".join(str(number) if protocol == "TCP" else f"{number}/{protocol}" for number, protocol in sorted(ports))
