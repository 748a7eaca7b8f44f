"""A bind of a path of the machine: it works on a Linux VM, and names another machine than before."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import accelerators, storage
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import LINUX_VM, Rule

_MANUAL = frozenset(("docker-socket", "placeholder", "hidden", "windows", "one-part", "no-target"))
_OF_THE_MACHINE = frozenset(("system", "device", "pod-file", "socket"))
"""What every machine has of its own; anything else is data that stays on the old device unless it is copied."""


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each bind that names no share of the old device."""
    for module in manifest.modules:
        for bind in storage.binds(module):
            if storage.below_share_root(bind.source) or bind.pointer in accelerators.hosts_binds(module):
                continue
            variant = bind.form if bind.form in _MANUAL else "volume" if not bind.source.startswith("/") else ""
            yield RULE.finding(
                module,
                bind.target,
                bind.pointer,
                Verdict.NOTE if bind.form in _OF_THE_MACHINE else Verdict.MANUAL,
                bind=bind.text,
                path=bind.source,
                target=bind.target,
                variant="unreadable" if variant in ("windows", "one-part", "no-target") else variant,
            )


RULE = Rule(id="vm-host-path", area=Area.STORAGE, source=("V-S5", "V-S8"), detect=detect, targets=LINUX_VM, advice=True)
