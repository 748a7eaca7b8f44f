"""The state that a bundle expects on the device, read from its report and manifest like its run sheet."""

from __future__ import annotations

from dataclasses import dataclass

from core.docker.ports import bindings
from core.docker.published import is_public
from core.docker.published import published as published_ports
from core.manifest.manifest import Manifest
from core.manifest.manifest import Module as Body
from core.report.model import ModuleObjects, Report

OWN = ("edgeagent", "edgehub", "iotedged")
"""Names of the runtime itself, which every device has."""


@dataclass(frozen=True, slots=True)
class Module:
    """One module on the device. `old` maps a container port, such as `(8080, "tcp")`, to its earlier host ports."""

    objects: ModuleObjects
    image: str
    stopped: bool
    old: dict[tuple[int, str], tuple[int, ...]]

    @property
    def name(self) -> str:
        """Its name in the manifest."""
        return self.objects.module


def modules(report: Report, before: Manifest, after: Manifest) -> tuple[Module, ...]:
    """Every module the manifest deploys, in its order."""
    originals = {module.after_name: module.name for module in report.modules}
    bodies = {module.name: module for module in after.modules}
    expected = []
    for objects in report.runs.modules:
        body, old = bodies.get(objects.module), before.module(originals.get(objects.module, objects.module))
        published = _published(old) if old is not None else {}
        expected.append(
            Module(
                objects,
                image=body.image if body is not None else "",
                stopped=body is not None and body.body.get("status") == "stopped",
                old=published,
            )
        )
    return tuple(expected)


def _published(old: Body) -> dict[tuple[int, str], tuple[int, ...]]:
    """The host ports for clients by container port, without those on loopback and bridge addresses."""
    ports = published_ports(old)
    public = {(port.port, port.protocol, port.host) for port in ports if is_public(port.address)}
    private = {(port.port, port.protocol, port.host) for port in ports} - public
    return {
        (port.number, port.protocol): tuple(h for h in port.hosts if (port.number, port.protocol, h) not in private)
        for port in bindings(old)
    }
