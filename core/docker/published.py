"""Ports that modules publish on a machine, as Docker reads `PortBindings`, with ranges and several bindings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import Literal

from core.docker import ports
from core.docker.ports import HIGHEST, whole
from core.docker.refusal import is_open
from core.manifest import pointer as ptr
from core.manifest.manifest import Module, Place, member, spelling, text_of
from core.model.base import Json
from core.model.remembered import remembered

SSH = 22
_EVERY = ("", "::")
"""Addresses as Docker prints them of which a binding answers on every address of the machine."""


def is_public(address: str) -> bool:
    """Whether clients reach a binding to this address: not one of the loopback or of a bridge of Docker."""
    return not ports.is_private(address)


@lru_cache(maxsize=4096)
def printed(address: str) -> str:
    """The address of a binding as Docker prints it; empty where none is given, and for every IPv4 address.

    Docker parses it (docker/go-connections, nat.go): an address has several spellings, and IPv4 may be mapped to IPv6.
    """
    try:
        ip = ip_address(address.strip())
    except ValueError:
        return address
    text = str(getattr(ip, "ipv4_mapped", None) or ip)
    return "" if text == "0.0.0.0" else text


def bound(address: str) -> str:
    """The one address that a binding answers on; empty for every address of the machine."""
    text = printed(address)
    return "" if text in _EVERY else text


_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
ADDRESS = rf"(?:{_OCTET}\.){{3}}{_OCTET}|(?=[^:]{{0,4}}:)[0-9A-Fa-f:]{{2,39}}"
"""The form of an IP address that an operator types."""
Kind = Literal["every", "loopback", "bridge", "own", "none"]
"""What the address of a binding is: every address of the machine, its loopback, a bridge of Docker, one of its own
networks, or no IP address."""


def kind_of(address: str) -> Kind:
    """What Docker makes of the address of a binding."""
    try:
        ip = ip_address(address or "0.0.0.0")
    except ValueError:
        return "none"
    if ip.is_unspecified:
        return "every"
    if not ports.is_private(address):
        return "own"
    return "loopback" if (getattr(ip, "ipv4_mapped", None) or ip).is_loopback else "bridge"


def addresses(module: Module) -> Iterator[tuple[Place, str]]:
    """The `HostIp` of each binding that has one, with the key of its port; placeholders are left out."""
    for port in module.members_at("HostConfig", "PortBindings"):
        for index, entry in enumerate(port.value if isinstance(port.value, list) else ()):
            key = spelling(entry, "HostIp")
            if key is not None and isinstance(entry[key], str) and entry[key] and not is_open(entry[key]):
                yield Place(ptr.join(port.pointer, index, key), entry[key]), port.key


@dataclass(frozen=True, slots=True)
class Published:
    """A port of the machine that leads to a port of a container. `address` is empty for every address of the machine.

    `pointer` is where the host port is written; `alone` says that nothing else is written there, such as a range.
    """

    pointer: str
    address: str
    host: int
    port: int
    protocol: str
    alone: bool

    @property
    def label(self) -> str:
        """The usual spelling, `8080/tcp`."""
        return f"{self.host}/{self.protocol}"

    def takes(self, other: Published) -> bool:
        """Whether both need the same port of the same address."""
        here, there = bound(self.address), bound(other.address)
        return (here == there or not here or not there) and (self.host, self.protocol) == (other.host, other.protocol)


@remembered
def published(module: Module) -> tuple[Published, ...]:
    """Every port of the machine that the module takes, in document order."""
    return tuple(port for place in module.members_at("HostConfig", "PortBindings") for port in _of(place))


def _of(place: Place) -> Iterator[Published]:
    number, _, protocol = place.key.partition("/")
    low, dash, high = number.partition("-")
    first, last = whole(low), whole(high or low)
    if first is None or last is None or not 0 <= last - first <= HIGHEST:
        return
    for index, entry in enumerate(place.value if isinstance(place.value, list) else ()):
        key, host = spelling(entry, "HostPort"), _host(entry)
        if host is not None and key is not None:
            pointer, alone = ptr.join(place.pointer, index, key), not dash and whole(entry[key]) is not None
            address, kind = text_of(entry, "HostIp"), protocol.lower() or "tcp"
            for step in range(last - first + 1):
                yield Published(pointer, address, host + step, first + step, kind, alone)


def _host(entry: Json) -> int | None:
    """The first host port of a binding, which may be a range; None where Docker chooses one."""
    value = member(entry, "HostPort")
    return whole(value.partition("-")[0] if isinstance(value, str) else value) or None
