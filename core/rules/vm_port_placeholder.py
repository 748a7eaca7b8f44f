"""A port with a placeholder: no one can compare it with the other ports of the VM before the number is filled in."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import placeholders
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import LINUX_VM, Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each key of PortBindings and ExposedPorts that a template fills in later."""
    for module in manifest.modules:
        for path in (("HostConfig", "PortBindings"), ("ExposedPorts",)):
            for place in module.members_at(*path):
                if placeholders.holds(place.key):
                    yield RULE.finding(module, place.key, place.pointer, Verdict.MANUAL, key=place.key, where=path[-1])


RULE = Rule(id="vm-port-placeholder", area=Area.NETWORK, source=("V-N1",), detect=detect, targets=LINUX_VM)
