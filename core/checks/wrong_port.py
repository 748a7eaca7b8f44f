"""Modules that others call on a port which their service lacks."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Finding, Findings, Verdict
from core.docker import host_references, ports
from core.docker.host_references import Reference
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import KubeObject, Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each port of a module that is called but not offered, at the first call."""
    for target, calls in host_references.references(manifest).items():
        workload = preview.module(target)
        if workload is None or workload.service is None:
            continue
        offered = _offered(workload.service)
        seen: set[int] = set()
        for call in calls:
            if call.port is None or call.owner == target or call.port in seen or call.port in offered:
                continue
            if ports.usable(call.port) and call.port not in ports.HELPER_PORTS:
                seen.add(call.port)
                yield _finding(target, call, call.port, offered)


def _offered(service: KubeObject) -> dict[int, int]:
    """The container port by port of a service."""
    return {port["port"]: port.get("targetPort", port["port"]) for port in service.body["spec"]["ports"]}


def _finding(target: str, call: Reference, port: int, offered: dict[int, int]) -> Finding:
    mapped = next((number for number, container in offered.items() if container == port), None)
    return CHECK.finding(
        call.owner,
        f"{target}:{port}",
        call.pointer,
        Verdict.MANUAL,
        module=call.owner,
        target=target,
        port=port,
        mapped=mapped,
        offered=[*offered],
        label=call.label,
        variant="" if mapped is None else "mapped",
    )


CHECK = Check(
    id="wrong-port",
    area=Area.NETWORK,
    source=("N3", "AGT-8"),
    run=run,
)
