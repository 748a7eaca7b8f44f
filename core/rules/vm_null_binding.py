"""A port binding that is null: the daemon of IoT Edge reads lists only, and then starts nothing of the module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import LINUX_VM, Rule


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


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The null goes: Docker publishes nothing for it either way."""
    return (Change("remove", finding.pointer, finding.id),)


RULE = Rule(id="vm-null-binding", area=Area.NETWORK, source=("V-O7",), detect=detect, apply=apply, targets=LINUX_VM)
