"""A port binding that is null: the daemon of IoT Edge reads lists only, and otherwise does not start the module."""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import LINUX_VM, Rule, remove_found


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each null, in place of the bindings of a port or among them."""
    for module in manifest.modules:
        for place in module.members_at("HostConfig", "PortBindings"):
            if place.value is None:
                yield RULE.finding(module, place.key, place.pointer, Verdict.AUTO, port=place.key)
            for index, entry in enumerate(place.value if isinstance(place.value, list) else ()):
                if entry is None:
                    pointer = ptr.join(place.pointer, index)
                    yield RULE.finding(module, place.key, pointer, Verdict.AUTO, port=place.key, variant="entry")


RULE = Rule(
    id="vm-null-binding", area=Area.NETWORK, source=("V-O7",), detect=detect, apply=remove_found, targets=LINUX_VM
)
