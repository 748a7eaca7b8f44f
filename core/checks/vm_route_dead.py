"""Routes from triggers of the device, which the VM does not have."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker import routes
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each route from a topic."""
    for topic in routes.waiting(manifest):
        route = topic.route
        yield CHECK.finding("", route.key, route.pointer, Verdict.MANUAL, route=route.key, topic=topic.name)


CHECK = Check(id="vm-route-dead", area=Area.NETWORK, source=("V-O10",), run=run, targets=LINUX_VM)
