"""Ports of a module as the edge agent reads them.

Source: Azure/iotedge, PortAndProtocol.cs, PortExtensions.cs, KubernetesServiceMapper.cs
(kubernetes-edge-agent reference section 8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network

from core.docker.profiles import Profile
from core.manifest.manifest import Kind, Module, Place, spelling
from core.model import rule_ids
from core.model.base import Answers, Json
from core.model.findings import finding_id
from core.model.remembered import remembered

PROTOCOLS = ("tcp", "udp", "sctp")
HIGHEST = 65535
HELPER_PORTS = (35000, 35001)
"""Where the helper container beside every module listens (azure-docs; the chart of the preview adds 8080)."""
_PERHAPS = 8080
HUB_PORTS = (443, 5671, 8883)
"""HTTPS, AMQP and MQTT of edgeHub, as every sample publishes them."""
_BRIDGES = ip_network("172.16.0.0/12")
"""Where Docker puts its own bridges: an address there is one of the device, which nothing outside reaches."""


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
    parsed = ((place, parse(place.key)) for place in module.members_at("HostConfig", "PortBindings"))
    return tuple(
        Port(place, *port, hosts=tuple(host for _, host in host_ports(place) if host is not None and usable(host)))
        for place, port in parsed
        if port is not None
    )


def staying(module: Module) -> list[Port]:
    """The ports of `bindings` without those whose entries are all null: such a list is removed without a question."""
    return [port for port in bindings(module) if port.place.value is None or not is_null(port.place.value)]


def ranged(module: Module) -> set[int]:
    """Ports named by range keys of PortBindings, which the agent cannot read: a rule asks about them."""
    numbers: set[int] = set()
    for place in module.members_at("HostConfig", "PortBindings"):
        low, dash, high = place.key.partition("/")[0].partition("-")
        if dash and low.strip().isdecimal() and high.strip().isdecimal():
            numbers.update(range(int(low), min(int(high), int(low) + 65535) + 1))
    return numbers


def usable(number: int) -> bool:
    """Whether this is a valid port number: the agent does not check it, Kubernetes refuses others."""
    return 1 <= number <= HIGHEST


def host_ports(place: Place) -> Iterator[tuple[int, int | None]]:
    """Index and host port of each binding of a port; None where there is no usable one."""
    for index, entry in enumerate(place.value if isinstance(place.value, list) else ()):
        actual = spelling(entry, "HostPort")
        yield index, None if actual is None else whole(entry[actual])


def host_ips(place: Place) -> list[tuple[str, bool]]:
    """Host address of each binding of a port (empty for any), and whether its host port is a usable number.

    An entry that is not an object, such as null, publishes nothing and has no address.
    """
    addresses: list[tuple[str, bool]] = []
    entries = place.value if isinstance(place.value, list) else ()
    for entry in (entry for entry in entries if isinstance(entry, dict)):
        ip, port = spelling(entry, "HostIp"), spelling(entry, "HostPort")
        number = None if port is None else whole(entry[port])
        text = entry[ip] if ip is not None else ""
        addresses.append((text if isinstance(text, str) else "", number is not None and usable(number)))
    return addresses


def on_loopback(ips: list[tuple[str, bool]]) -> bool:
    """Whether a port with these `host_ips` was published on the device itself only.

    Bindings without a usable host port count only where there is no other: they are going to be dropped.
    """
    counting = [ip for ip, good in ips if good] or [ip for ip, _ in ips[:1]]
    return bool(counting) and all(map(is_private, counting))


@lru_cache(maxsize=4096)
def is_private(address: str) -> bool:
    """Whether a host address is reached on the device only: loopback, or a bridge of Docker (172.16.0.0/12)."""
    try:
        ip = ip_address(address.strip())
    except ValueError:
        return address.strip().lower() == "localhost"
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_loopback or (ip.version == 4 and ip in _BRIDGES)


@remembered
def exposed(module: Module) -> tuple[Port, ...]:
    """The ports under `ExposedPorts` that the agent can read."""
    parsed = ((place, parse(place.key)) for place in module.members_at("ExposedPorts"))
    return tuple(Port(place, *port) for place, port in parsed if port is not None)


def on_helper(module: Module) -> dict[int, Port]:
    """The container ports on which the helper container listens, or may listen, by their number."""
    found: dict[int, Port] = {}
    for port in (*bindings(module), *exposed(module)):
        if port.protocol == "tcp" and port.number in (*HELPER_PORTS, _PERHAPS):
            found.setdefault(port.number, port)
    return found


def has_bindings(module: Module) -> bool:
    """Whether there is a `PortBindings` object: even an empty one makes the service external."""
    return isinstance(module.get("HostConfig", "PortBindings"), dict)


@remembered
def service_ports(module: Module) -> dict[str, set[int]]:
    """The port numbers the service of a module listens on, by protocol."""
    numbers_by_protocol: dict[str, set[int]] = {}
    for port in bindings(module):
        if port.hosts:
            numbers_by_protocol.setdefault(port.protocol, set()).update(port.hosts)
    for port in exposed(module):
        if usable(port.number):
            numbers_by_protocol.setdefault(port.protocol, set()).add(port.number)
    return numbers_by_protocol


def is_null(value: Json) -> bool:
    """Whether the bindings of a port are null, or a list of nulls: the daemon of IoT Edge reads neither."""
    return value is None or (isinstance(value, list) and bool(value) and all(entry is None for entry in value))


def all_null(module: Module) -> bool:
    """Whether a module binds no port: no `PortBindings`, or nulls alone. An empty object says so on purpose."""
    if not module.get("HostConfig", "PortBindings"):
        return module.get("HostConfig", "PortBindings") is None
    return all(is_null(place.value) for place in module.members_at("HostConfig", "PortBindings"))


def is_bound(module: Module) -> bool:
    """Whether a port is published with any host port, so that the service has an external address."""
    return any(isinstance(port.place.value, list) and port.place.value for port in bindings(module))


def all_skipped(module: Module, profile: Profile) -> bool:
    """Whether this generation of the agent skips every port of the module, so that it gets no service."""
    return profile.ports_need_protocol and not any("/" in p.place.key for p in (*bindings(module), *exposed(module)))


@remembered
def coming_ports(module: Module) -> dict[str, set[int]]:
    """Like `service_ports`, with those that an answer may give a host port, perhaps their own number."""
    numbers_by_protocol = {protocol: set(numbers) for protocol, numbers in service_ports(module).items()}
    for port in bindings(module):
        entries = port.place.value if isinstance(port.place.value, list) else ()
        if not port.hosts and usable(port.number) and any(isinstance(entry, dict) for entry in entries):
            numbers_by_protocol.setdefault(port.protocol, set()).add(port.number)
    return numbers_by_protocol


def is_mixed(module: Module) -> bool:
    """Whether the service of a module would have ports of more than one protocol, and an external address."""
    several = len(bindings(module)) + len(exposed(module)) > 1  # a module with one port needs no closer look
    return several and has_bindings(module) and len(coming_ports(module)) > 1


def goes(module: Module, protocol: str, answers: Answers) -> bool:
    """Whether these answers remove the ports of this protocol in favor of the other one."""
    kept = answers.get(finding_id(rule_ids.TCP_AND_UDP, module.name, "ports"))
    return kept in PROTOCOLS and kept != protocol


def numbers(module: Module) -> set[int]:
    """The port numbers that other modules can call, of any protocol."""
    return {number for each in service_ports(module).values() for number in each}


def open_for(module: Module, *keys: str, kind: type = dict) -> bool:
    """Whether a member can be added to this container of the create options: null, absent, or of the right kind.

    `kind` is that of the innermost container, `dict` or `list`; those above are objects.
    """
    return not module.unjudged and all(
        isinstance(module.get(*keys[: end + 1]), (kind if end == len(keys) - 1 else dict, type(None)))
        for end in range(len(keys))
    )


@remembered
def missing_of_hub(module: Module) -> tuple[int, ...]:
    """The ports of edgeHub that modules cannot call by their number, although they could be exposed.

    None for other modules. A number that leads to another container port is left to the rule of such clashes.
    """
    if not of_hub(module):
        return ()
    bound = {(host, port.number) for port in bindings(module) for host in port.hosts}
    there = {port.number for port in exposed(module)} | {host for host, number in bound if host == number}
    there |= coming_ports(module).get("tcp", set()) - {host for host, _ in bound}
    null = (port for port in bindings(module) if port.place.value is None and port.protocol == "tcp")
    there |= {port.number for port in null}  # another rule exposes or publishes it
    return tuple(port for port in HUB_PORTS if port not in there | {host for host, _ in bound})


def hub_without_service(module: Module) -> bool:
    """Whether this is edgeHub with no port anyone could call."""
    return of_hub(module) and not bindings(module) and not exposed(module)


def of_hub(module: Module) -> bool:
    """Whether this is edgeHub, with create options that can be read."""
    return module.name == "edgeHub" and module.kind is Kind.SYSTEM and not module.unjudged


def is_exposed(module: Module, port: Port) -> bool:
    """Whether a bound port is also under `ExposedPorts`."""
    return any((there.number, there.protocol) == (port.number, port.protocol) for there in exposed(module))
