"""A module on the network of the host needs two settings on Docker, and has one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import facts, ports
from core.manifest.manifest import Manifest
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import LINUX_VM, Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each such module without an endpoint `host`."""
    for module in manifest.modules:
        if facts.on_host_network(module) and module.find("NetworkingConfig", "EndpointsConfig", "host") is None:
            place = module.find("HostConfig", "NetworkMode")
            yield RULE.finding(
                module,
                "network",
                module.options_pointer if place is None else place.pointer,
                Verdict.AUTO if ports.open_for(module, "NetworkingConfig", "EndpointsConfig") else Verdict.MANUAL,
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The endpoint `host`, so that edgeAgent does not add the bridge."""
    if finding.verdict is not Verdict.AUTO:
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    return (Change("add", module.to("NetworkingConfig", "EndpointsConfig", "host"), finding.id, {}),)


RULE = Rule(id="vm-host-network", area=Area.NETWORK, source=("V-N5",), detect=detect, apply=apply, targets=LINUX_VM)
