"""A call by a name or port that exists on Kubernetes only."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker.cluster_names import HUB, cluster_references
from core.docker.host_references import references
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each call of a host port or of a Kubernetes service, and of edgehub in lowercase."""
    for call in cluster_references(manifest):
        facts = {"module": call.owner, "target": call.target, "variant": "cluster" if call.target != HUB else "name"}
        yield CHECK.finding(call.owner, call.target, call.pointer, Verdict.MANUAL, **facts)
    containers = {container.module.name: container for container in preview.modules}
    for name, calls in references(manifest).items():
        there = containers.get(name)
        ports = {port.host: port.port for port in there.ports} if there is not None else {}
        inner = set(ports.values())
        for call in calls:
            text = ptr.resolve(manifest.tree, call.pointer)
            if isinstance(text, str) and text[call.start : call.end] == "edgehub" and name == "edgeHub":
                yield CHECK.finding(
                    call.owner, name, call.pointer, Verdict.MANUAL, module=call.owner, target=name, variant="name"
                )
            elif call.port in ports and call.port not in inner:
                yield CHECK.finding(
                    call.owner,
                    name,
                    call.pointer,
                    Verdict.MANUAL,
                    module=call.owner,
                    target=name,
                    port=call.port,
                    inner=ports[call.port],
                )


CHECK = Check(id="vm-old-address", area=Area.NETWORK, source=("V-N2", "V-N8"), run=run, targets=LINUX_VM)
