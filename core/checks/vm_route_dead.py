"""Routes that wait for triggers of the device."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.base import LINUX_VM, Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.linux_vm import VmPreview

TOPIC = re.compile(r"\btopic\s*=\s*['\"](?P<name>[^'\"\\]+)")


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Iterator[Finding]:
    """One finding for each route that asks for a topic."""
    for route in manifest.routes:
        text = route.value.get("route") if isinstance(route.value, dict) else route.value
        match = TOPIC.search(text) if isinstance(text, str) else None
        if match is not None:
            yield CHECK.finding("", route.key, route.pointer, Verdict.MANUAL, route=route.key, topic=match["name"])


CHECK = Check(
    id="vm-route-dead", area=Area.NETWORK, source=("V-O10",), covers=("vm-route-trigger",), run=run, targets=LINUX_VM
)
