"""No service for edgeHub, or one without a port that modules call."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import ports
from core.manifest.manifest import Kind, Manifest
from core.targets.kubernetes.model import ModulePreview, Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding if edgeHub is in the file and its service lacks a port that modules call."""
    workload = preview.module("edgeHub")
    if workload is None or workload.module.kind is not Kind.SYSTEM or workload.unjudged:
        return
    if any(other.module.kind is Kind.CUSTOM for other in preview.modules):
        missing = [port for port in ports.HUB_PORTS if port not in _answering(workload)]
        if missing:
            yield CHECK.finding(
                "edgeHub",
                "service",
                workload.module.pointer,
                Verdict.MANUAL,
                module="edgeHub",
                ports=[*missing],
                variant="" if workload.service is None else "some" if set(missing) - _offered(workload) else "crossed",
            )


def _offered(workload: ModulePreview) -> set[int]:
    """The ports of the service, whatever they lead to."""
    return set() if workload.service is None else {port["port"] for port in workload.service.body["spec"]["ports"]}


def _answering(workload: ModulePreview) -> set[int]:
    """The ports of the service with a container port of the same number."""
    found = () if workload.service is None else workload.service.body["spec"]["ports"]
    return {port["port"] for port in found if port.get("targetPort", port["port"]) == port["port"]}


CHECK = Check(
    id="hub-unreachable",
    area=Area.NETWORK,
    source=("AGT-1b-ports", "AGT-8", "AGT-6"),
    run=run,
)
