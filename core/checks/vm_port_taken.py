"""A port of the VM that two modules publish, or that SSH uses."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker.published import SSH, Published
from core.manifest.manifest import Kind, Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each port that is taken; runtime modules come first, and stopped ones take none."""
    taken: dict[tuple[int, str], list[tuple[str, Published]]] = {}
    running = [container for container in preview.modules if not container.stopped]
    for container in sorted(running, key=lambda each: each.module.kind is not Kind.SYSTEM):
        for port in container.ports:
            holders = taken.setdefault((port.host, port.protocol), [])
            holder = next((name for name, other in holders if other.takes(port)), None)
            if (port.host, port.protocol) == (SSH, "tcp"):
                yield CHECK.finding(
                    container.module, port.label, port.pointer, Verdict.BLOCK, port=port.label, variant="ssh"
                )
            elif holder is None:
                holders.append((container.module.name, port))
            else:
                yield CHECK.finding(
                    container.module, port.label, port.pointer, Verdict.BLOCK, port=port.label, holder=holder
                )


CHECK = Check(id="vm-port-taken", area=Area.NETWORK, source=("V-N1", "V-N7"), run=run, targets=LINUX_VM)
