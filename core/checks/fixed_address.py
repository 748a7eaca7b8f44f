"""A fixed address that has no effect, is no address, or is requested twice."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address

from core.checks.base import Area, Check, Device, Finding, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import KubeObject, ModulePreview, Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each such service."""
    taken: dict[str, str] = {}
    for workload in preview.modules:
        service = workload.service
        if service is None or "loadBalancerIP" not in service.body["spec"]:
            continue
        address = service.body["spec"]["loadBalancerIP"]
        variant = _variant(service, address, taken)
        if variant:
            yield _finding(workload, service, address, variant, taken.get(address, ""))
        taken.setdefault(address, workload.module.name)


def _variant(service: KubeObject, address: str, taken: dict[str, str]) -> str:
    if service.body["spec"]["type"] != "LoadBalancer":
        return "unused"
    try:
        IPv4Address(address)
    except AddressValueError:
        return "no-address"
    return "twice" if address in taken else ""


def _finding(workload: ModulePreview, service: KubeObject, address: str, variant: str, other: str) -> Finding:
    return CHECK.finding(
        workload.module,
        "address",
        service.source("/spec/loadBalancerIP"),
        Verdict.MANUAL,
        address=address,
        type=service.body["spec"]["type"],
        other=other,
        variant=variant,
    )


CHECK = Check(
    id="fixed-address",
    area=Area.NETWORK,
    source=("N9",),
    run=run,
)
