"""A module on the network of the host needs two settings on Docker, and lacks one or misspells one."""

from __future__ import annotations

from core.docker import facts, ports
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

HOST = "host"
_QUESTION = choice(
    option(
        "host", N_("Use the host network"), N_("{mode} becomes host. The module opens its ports directly on the VM.")
    ),
    option("leave", N_("Keep {mode}"), N_("Correct only if the VM has a Docker network with this name.")),
    default="host",
    reason=N_("it can only mean the host network"),
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each such module without an endpoint `host`, or with `host` in another spelling."""
    place = module.find("HostConfig", "NetworkMode")
    if place is None or not facts.on_host_network(module):
        return
    spelled = place.value != HOST
    if spelled or _without_endpoint(module):
        writable = ports.open_for(module, "NetworkingConfig", "EndpointsConfig")
        yield RULE.finding(
            module,
            "network",
            place.pointer,
            Verdict.BLOCK if not writable else Verdict.ASK if spelled else Verdict.AUTO,
            question=_QUESTION if writable and spelled else None,
            mode=place.value,
            variant="spelling" if spelled else "",
            tags=[] if writable else ["closed"],
        )


def _without_endpoint(module: Module) -> bool:
    return module.find("NetworkingConfig", "EndpointsConfig", HOST) is None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds the endpoint `host`, so that edgeAgent does not add the bridge, and corrects the mode."""
    if finding.verdict is Verdict.BLOCK or answers.get(finding.id) == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    changes = [Change("replace", finding.pointer, finding.id, HOST)] if finding.facts["mode"] != HOST else []
    if _without_endpoint(module):
        where = module.to("NetworkingConfig", "EndpointsConfig", HOST)
        changes.append(Change("add", where, finding.id, {}))
    return changes


RULE = Rule(
    id="vm-host-network",
    area=Area.NETWORK,
    source=("V-N5", "V-DOCKER"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
)
