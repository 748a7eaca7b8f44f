"""A port that is bound to an address: the VM must have it, and it must be an IP address."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker.published import addresses, kind_of
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each address of a module, except those that every VM has."""
    for container in preview.modules:
        seen: set[str] = set()
        for place, port in addresses(container.module) if container.network != "host" else ():
            address, kind = str(place.value), kind_of(str(place.value))
            if kind in ("own", "bridge", "none") and address not in seen:
                seen.add(address)
                yield CHECK.finding(
                    container.module,
                    address,
                    place.pointer,
                    Verdict.BLOCK if kind == "none" else Verdict.MANUAL,
                    address=address,
                    port=port,
                    variant={"none": "name", "bridge": "bridge"}.get(kind, ""),
                )


CHECK = Check(
    id="vm-address-missing",
    area=Area.NETWORK,
    source=("V-N4", "V-DOCKER-address"),
    run=run,
    targets=LINUX_VM,
    on_vm=True,
)
