"""Ports of TCP and UDP in one module: a service with an external address cannot have both."""

from __future__ import annotations

from functools import lru_cache

from core.docker import experimental, facts, placeholders, ports, profiles
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

INSIDE = ("clusterip", "nodeport")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module whose service mixes protocols and is not limited to the cluster."""
    can_limit = profiles.of(device).reads_service_options
    if not ports.is_mixed(module):
        return
    used = ports.coming_ports(module)
    same = _same_number(used)
    if can_limit and not same and (experimental.service_type(module) in INSIDE or _unfilled(module)):
        return
    offer = not same and can_limit and experimental.writable(module, "serviceOptions")
    yield RULE.finding(
        module,
        "ports",
        module.where("HostConfig", "PortBindings"),
        Verdict.ASK,
        question=_question(tuple(used), offer),
        protocols=[protocol.upper() for protocol in used],
        ports=[port.label for port in _all(module)],
        variant="same" if same else "" if can_limit else "old-agent",
    )


def _unfilled(module: Module) -> bool:
    """Whether a template sets the type of the service later, which another rule reports."""
    place = experimental.find(module, "serviceOptions", "type")
    return place is not None and placeholders.is_left(place.value)


def _same_number(used: dict[str, set[int]]) -> bool:
    """Whether two protocols have the same port number, of which the agent keeps one."""
    numbers = [number for each in used.values() for number in each]
    return len(numbers) != len(set(numbers))


def _all(module: Module) -> list[ports.Port]:
    """The ports of the service, each once."""
    by_label = {port.label: port for port in (*ports.bindings(module), *ports.exposed(module))}
    return list(by_label.values())


@lru_cache(maxsize=64)
def _question(protocols: tuple[str, ...], offer: bool) -> Choice:
    keep = [
        option(
            protocol,
            N_("Keep only {protocol}"),
            N_("The other ports of {module} are no longer reachable from other modules or from outside."),
            protocol=protocol.upper(),
        )
        for protocol in sorted(protocols, key=ports.PROTOCOLS.index)
    ]
    cluster = option(
        "cluster",
        N_("Keep all, limited to the cluster"),
        N_("Other modules can reach every port; external clients cannot reach {module}."),
    )
    return choice(*((*keep, cluster) if offer else tuple(keep)))


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the ports of the other protocols, or limits the service to the cluster."""
    module = manifest.holder(finding.module, finding.pointer)
    answer = answers[finding.id]
    if answer == "cluster":
        return (_limited(module, finding),)
    gone = [port for port in (*ports.bindings(module), *ports.exposed(module)) if port.protocol != answer]
    removed = [Change("remove", port.place.pointer, finding.id) for port in gone]
    return [*removed, _limited(module, finding)] if _stays_private(module, finding, answer) else removed


def _stays_private(module: Module, finding: Finding, protocol: Json) -> bool:
    """Whether the ports of a protocol were published on the old device only; a service of one protocol is external."""
    if finding.facts["variant"] == "old-agent" or facts.on_host_network(module) or experimental.service_type(module):
        return False
    published = [ports.host_ips(port.place) for port in ports.bindings(module) if port.protocol == protocol]
    private = any(published) and all(ports.on_loopback(addresses) for addresses in published if addresses)
    return private and experimental.writable(module, "serviceOptions")


def _limited(module: Module, finding: Finding) -> Change:
    return experimental.put(module, finding.id, "ClusterIP", "serviceOptions", "type")


RULE = Rule(
    id=rule_ids.TCP_AND_UDP,
    area=Area.NETWORK,
    source=("N5", "AGT-2", "AGT-8"),
    detect=detect,
    apply=apply,
    gives_up=("tcp", "udp", "sctp", "cluster"),
)
