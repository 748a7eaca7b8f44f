"""A module on the network of the host: it works, for one module of a deployment."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import facts
from core.manifest.manifest import Manifest, Module
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each module with `NetworkMode: host`; from the second on it is refused."""
    there = [module for module in manifest.modules if facts.on_host_network(module)]
    for index, module in enumerate(there):
        others = [other.name for other in there if other is not module]
        form = "second" if index else "old-agent" if device.profile == "beta8" else "first" if others else ""
        yield RULE.finding(
            module,
            "network",
            _place(module),
            Verdict.BLOCK if form == "second" else Verdict.MANUAL if form == "old-agent" else Verdict.NOTE,
            others=[*others],
            form=form,
        )


def _place(module: Module) -> str:
    place = module.find("HostConfig", "NetworkMode")
    return module.options_pointer if place is None else place.pointer


RULE = Rule(id="host-network", area=Area.NETWORK, source=("N4",), detect=detect)
