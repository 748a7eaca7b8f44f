"""A module on the network of the host, which is not found by its name and publishes no bindings."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker.host_references import references
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each call by name to or from such a module, and one for its bindings."""
    hosts = {container.module.name: container for container in preview.modules if container.network == "host"}
    calls = references(manifest) if hosts else {}
    for name, found in calls.items():
        for call in found if name not in hosts else ():
            if call.owner in hosts:
                facts = {"module": call.owner, "target": name, "variant": "from"}
                yield CHECK.finding(call.owner, name, call.pointer, Verdict.MANUAL, **facts)
    for name, container in hosts.items():
        for call in calls.get(name, ()):
            if call.owner not in hosts:
                yield CHECK.finding(call.owner, name, call.pointer, Verdict.MANUAL, module=call.owner, target=name)
        place = container.module.find("HostConfig", "PortBindings")
        if place is not None and place.value:
            yield CHECK.finding(container.module, "PortBindings", place.pointer, Verdict.NOTE, variant="ports")


CHECK = Check(id="vm-host-network-name", area=Area.NETWORK, source=("V-N5", "V-N2"), run=run, targets=LINUX_VM)
