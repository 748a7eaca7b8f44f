"""A port key the edge agent cannot read: a range, an unknown protocol, a number that is no port."""

from __future__ import annotations

from collections import Counter

from core.docker import experimental, placeholders, port_ranges, ports, profiles
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.model.findings import finding_id
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_EXPAND = option(
    "expand",
    N_("Add an entry for each port of the range"),
    N_("{count} entries replace the range; each port is reachable."),
)
_LEAVE = option("leave", N_("Keep the range"), N_("None of these ports is reachable on Kubernetes."))
_QUESTION = choice(_EXPAND, _LEAVE, default="expand", reason=N_("each port keeps its current number"))
_SHIFTED = choice(_EXPAND, _LEAVE)
_REMOVE = option("remove", N_("Remove it"), N_("No port has this number."))
_OUTSIDE = choice(_REMOVE)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each such key of PortBindings and ExposedPorts; no port is there twice afterwards."""
    old = profiles.of(device).ports_need_protocol
    for path in (("HostConfig", "PortBindings"), ("ExposedPorts",)):
        places = list(module.members_at(*path))
        keys = Counter(ports.parse(place.key) for place in places)
        for place in places:
            port = ports.parse(place.key)
            bound = len(path) > 1
            if port is None or not ports.usable(port[0]):
                yield _finding(module, place, bound)
            elif old and "/" not in place.key and not (bound and place.value is None):  # a null has a rule of its own
                yield _finding(module, place, bound, alone=keys[port] == 1)


def _finding(module: Module, place: Place, bound: bool, alone: bool = False) -> Finding:
    pairs = port_ranges.pairs(place, ports.HELPER_PORTS) if bound else []
    sure = all(port == host for port, host in pairs) and not ports.on_loopback(ports.host_ips(place))
    sure = sure and not _would_mix(module)
    question = None if not pairs else _QUESTION if sure else _SHIFTED
    question = _OUTSIDE if not pairs and _variant(place.key) == "outside" else question
    published = bound and bool(place.value)
    variant = (
        "range"
        if pairs
        else "exposed-range"
        if not published and port_ranges.RANGE.fullmatch(place.key)
        else _variant(place.key)
    )
    verdict = Verdict.BLOCK if variant == "outside" else Verdict.AUTO if alone else Verdict.MANUAL
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        verdict if question in (None, _OUTSIDE) else Verdict.ASK,
        question=question,
        key=place.key,
        where="PortBindings" if bound else "ExposedPorts",
        count=len(pairs),
        variant=variant,
    )


def _would_mix(module: Module) -> bool:
    """Whether the service of a module would have several protocols and an external address with all ranges."""
    keys = [place.key for place in module.members_at("HostConfig", "PortBindings") if place.value]
    several = {key.partition("/")[2].strip().lower() or "tcp" for key in keys} | set(ports.coming_ports(module))
    return len(several) > 1 and experimental.service_type(module) not in ("clusterip", "nodeport")


def _variant(key: str) -> str:
    if placeholders.holds(key):
        return "placeholder"
    port = ports.parse(key)
    return "unreadable" if port is None else "no-protocol" if ports.usable(port[0]) else "outside"


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the range by an entry for each of its ports, unless that exists; adds the protocol that is meant."""
    if finding.verdict is Verdict.AUTO:
        return (Change("rename", finding.pointer, finding.id, f"{finding.facts['key']}/tcp"),)
    if answers.get(finding.id) == "remove":
        return (Change("remove", finding.pointer, finding.id, gives_up=True),)
    if answers.get(finding.id) != "expand":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    bindings = list(module.members_at("HostConfig", "PortBindings"))
    place = next((place for place in bindings if place.pointer == finding.pointer), None)
    earlier = [p.key for p in bindings if answers.get(finding_id(RULE.id, module.name, p.key)) == "expand"]
    if place is None:
        return ()
    return port_ranges.written_out(module, place, finding.id, earlier, ports.HELPER_PORTS)


RULE = Rule(
    id="port-key",
    area=Area.NETWORK,
    source=("AGT-8", "N8"),
    detect=detect,
    apply=apply,
    gives_up=("leave",),
)
