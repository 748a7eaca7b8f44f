"""Ports of a module as the edge agent reads them.

Source: Azure/iotedge, PortAndProtocol.cs, PortExtensions.cs, KubernetesServiceMapper.cs
(kubernetes-edge-agent reference section 8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.manifest.manifest import Module, Place, remembered, spelling
from core.model import Json

PROTOCOLS = ("tcp", "udp", "sctp")
HIGHEST = 65535


@dataclass(frozen=True, slots=True)
class Port:
    """A container port. `hosts` are the usable host ports of its bindings, none for one that is merely exposed."""

    place: Place
    number: int
    protocol: str
    hosts: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """The usual spelling, `5000/tcp`."""
        return f"{self.number}/{self.protocol}"


def parse(key: str) -> tuple[int, str] | None:
    """Number and protocol of a port key; None for one that the agent ignores (a range, an unknown protocol)."""
    number, slash, protocol = key.partition("/")
    protocol = protocol.strip().lower() if slash else "tcp"
    value = whole(number)
    return (value, protocol) if value is not None and protocol in PROTOCOLS else None


def whole(value: Json) -> int | None:
    """A port number written as text or number; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@remembered
def bindings(module: Module) -> tuple[Port, ...]:
    """The ports under `HostConfig.PortBindings` that the agent can read."""
    made = ((place, parse(place.key)) for place in module.members_at("HostConfig", "PortBindings"))
    return tuple(
        Port(place, *port, hosts=tuple(host for _, host in host_ports(place) if host is not None))
        for place, port in made
        if port is not None
    )


def host_ports(place: Place) -> Iterator[tuple[int, int | None]]:
    """Index and host port of each binding of a port; None where there is no usable one."""
    for index, entry in enumerate(place.value if isinstance(place.value, list) else ()):
        actual = spelling(entry, "HostPort")
        yield index, None if actual is None else whole(entry[actual])


@remembered
def exposed(module: Module) -> tuple[Port, ...]:
    """The ports under `ExposedPorts` that the agent can read."""
    made = ((place, parse(place.key)) for place in module.members_at("ExposedPorts"))
    return tuple(Port(place, *port) for place, port in made if port is not None)


def has_bindings(module: Module) -> bool:
    """Whether there is a `PortBindings` object at all: even an empty one makes the service an external one."""
    return isinstance(module.get("HostConfig", "PortBindings"), dict)


@remembered
def service_ports(module: Module) -> dict[str, set[int]]:
    """The port numbers the service of a module listens on, by protocol."""
    made: dict[str, set[int]] = {}
    for port in bindings(module):
        if port.hosts:
            made.setdefault(port.protocol, set()).update(port.hosts)
    for port in exposed(module):
        made.setdefault(port.protocol, set()).add(port.number)
    return made
