"""The network of the host with one of its two settings, or for both runtime modules."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Kind, Manifest
from core.targets.linux_vm import Container, VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each module without its endpoint, and one for edgeHub beside edgeAgent."""
    there = [container for container in preview.modules if container.network == "host"]
    for container in there:
        place = container.module.find("HostConfig", "NetworkMode")
        pointer = container.module.pointer if place is None else place.pointer
        if container.module.find("NetworkingConfig", "EndpointsConfig", "host") is None:
            yield CHECK.finding(container.module, "network", pointer, Verdict.BLOCK)
        if container.module.kind is Kind.SYSTEM and container.module.name == "edgeHub" and _agent(there):
            yield CHECK.finding(container.module, "ports", pointer, Verdict.BLOCK, variant="both")


def _agent(there: list[Container]) -> bool:
    return any(container.module.kind is Kind.SYSTEM and container.module.name == "edgeAgent" for container in there)


CHECK = Check(
    id="vm-host-network-half",
    area=Area.NETWORK,
    source=("V-N5",),
    run=run,
    targets=LINUX_VM,
)
