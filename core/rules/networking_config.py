"""Docker networks of a module: there are none on Kubernetes, and names given there are lost."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import effects, facts
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule, remove_found


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each module with `NetworkingConfig`; one with aliases is left for a person to look at."""
    for module in manifest.modules:
        place = module.find("NetworkingConfig")
        if place is None or not place.value:
            continue
        aliases = [] if facts.on_host_network(module) else effects.aliases(place.value)
        yield RULE.finding(
            module,
            "NetworkingConfig",
            place.pointer,
            Verdict.MANUAL if aliases else Verdict.AUTO,
            aliases=[*aliases],
            variant="aliases" if aliases else "",
        )


RULE = Rule(
    id=rule_ids.NETWORKING_OPTION,
    area=Area.NETWORK,
    source=("N4", "O6"),
    detect=detect,
    apply=remove_found,
    one_way=True,
)
