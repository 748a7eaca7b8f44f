"""The objects of a target in the form that all targets share: each line with its place in the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.docker.published import is_public
from core.model.base import Json
from core.model.record import record
from core.text.catalogue import N_


class Link(NamedTuple):
    """Links a place of the manifest to what was made of it: `path` is a JSON Pointer into an object's body.

    A link applies to everything below it on both sides; several links of one place are reported in order.
    """

    pointer: str
    path: str


@record
class TargetObject:
    """One object of the target. `module` is the name of the module it is made for (the first one)."""

    kind: str
    name: str
    module: str
    body: Mapping[str, Json]
    links: tuple[Link, ...] = ()

    @property
    def id(self) -> str:
        """`Kind/name`, unique within a preview unless two modules clash."""
        return f"{self.kind}/{self.name}"

    def source(self, path: str) -> str:
        """The place of the manifest from which a path of the body comes: that of the closest link, empty for none."""
        best = max(
            (link for link in self.links if _holds(link.path, path)), key=lambda link: len(link.path), default=None
        )
        return "" if best is None else best.pointer

    def around(self, pointer: str) -> Iterator[Link]:
        """The links of this place of the manifest and of every place around it."""
        return (link for link in self.links if _holds(link.pointer, pointer))


LOAD_BALANCER = "LoadBalancer"
"""The exposure of a module that clients outside the device call."""
HOST_NETWORK = N_("host network")
"""The exposure of a container that listens at the address of the VM itself: each of its ports is open there."""


def external(exposure: str) -> bool:
    """Whether an exposure gives clients outside the device an address."""
    return exposure in (LOAD_BALANCER, "published")  # the second in reports of earlier versions, for a VM


@dataclass(frozen=True, slots=True)
class HeldPort:
    """A port of a module: where clients reach it, and where the module listens.

    `address` is the one it is bound to as Docker prints it, empty for every address, `::` for every one of IPv6.
    """

    port: int
    protocol: str
    target: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """The resources of one module on the target, for report, run sheet and picture.

    `kinds` are the objects made for it. `exposure` is `LOAD_BALANCER` (reachable from outside, published on a VM),
    `HOST_NETWORK`, another type of service, or empty for none. `shares` and `folders` are those it mounts, `gpus` the
    number of its exclusive GPUs.
    """

    module: str
    name: str
    kinds: tuple[str, ...]
    exposure: str
    ports: tuple[HeldPort, ...]
    shares: tuple[str, ...]
    folders: tuple[str, ...]
    gpus: str

    @property
    def outside(self) -> str:
        """The ports that something outside the device can call, as `8080/tcp, 53/udp`; empty for none."""
        if self.exposure not in (LOAD_BALANCER, "NodePort"):
            return ""
        return ", ".join(f"{port.port}/{port.protocol.lower()}" for port in self.ports if is_public(port.address))


def objects_of(objects: Iterator[TargetObject], pointer: str) -> tuple[tuple[TargetObject, str], ...]:
    """Object and path of everything that came from a place of the manifest, or from the closest one around it."""
    found = [(obj, link) for obj in objects for link in obj.around(pointer)]
    longest = max((len(link.pointer) for _, link in found), default=0)
    return tuple((obj, link.path) for obj, link in found if len(link.pointer) == longest)


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(outer + "/")
