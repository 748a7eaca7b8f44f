"""Docker networks of a module: Kubernetes has none, and names given there are lost."""

from __future__ import annotations

from core.docker import effects, facts
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module with `NetworkingConfig`; aliases are manual work."""
    place = module.find("NetworkingConfig")
    if place is None or not place.value:
        return
    aliases = [] if facts.on_host_network(module) else effects.aliases(place.value)
    yield RULE.finding(
        module,
        "NetworkingConfig",
        place.pointer,
        Verdict.MANUAL if aliases else Verdict.AUTO,
        aliases=[*aliases],
        variant="aliases" if aliases else "",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the networks. On a Linux VM the endpoint `host` is written again, and nothing else."""
    module = manifest.holder(finding.module, finding.pointer)
    place = module.find("NetworkingConfig")
    host = facts.on_host_network(module) and not facts.leaves_host_network(module, answers)
    restored = host and place is not None and place.value == {"EndpointsConfig": {"host": {}}}
    return (Change("remove", finding.pointer, finding.id, gives_up=not restored),)


RULE = Rule(
    id=rule_ids.NETWORKING_OPTION,
    area=Area.NETWORK,
    source=("N4", "O6"),
    detect=detect,
    apply=apply,
)
