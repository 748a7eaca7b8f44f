"""Docker networks of a module: there are none on Kubernetes, and names given there are lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import facts
from core.manifest.manifest import Manifest, spelling
from core.model import rule_ids
from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each module with `NetworkingConfig`; one with aliases is left for a person to look at."""
    for module in manifest.modules:
        place = module.find("NetworkingConfig")
        if place is None or not place.value:
            continue
        aliases = [] if facts.on_host_network(module) else _aliases(place.value)
        yield RULE.finding(
            module,
            "NetworkingConfig",
            place.pointer,
            Verdict.MANUAL if aliases else Verdict.AUTO,
            aliases=[*aliases],
            variant="aliases" if aliases else "",
        )


def _aliases(config: Json) -> list[str]:
    """Every alias of every network."""
    aliases: list[str] = []
    for network in _values(_member(config, "EndpointsConfig")):
        names = _member(network, "Aliases")
        aliases += [name for name in (names if isinstance(names, list) else ()) if isinstance(name, str)]
    return list(dict.fromkeys(aliases))


def _member(value: Json, key: str) -> Json:
    actual = spelling(value, key)
    return None if actual is None else value[actual]


def _values(value: Json) -> list[Json]:
    return list(value.values()) if isinstance(value, dict) else []


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The section goes."""
    return (Change("remove", finding.pointer, finding.id),)


RULE = Rule(id=rule_ids.NETWORKING_CONFIG, area=Area.NETWORK, source=("N4", "O6"), detect=detect, apply=apply)
