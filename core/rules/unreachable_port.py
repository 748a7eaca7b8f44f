"""A call of a module on a port that its service does not have, so that nothing answers on Kubernetes."""

from __future__ import annotations

from functools import lru_cache

from core.docker import experimental, host_references, ports, profiles
from core.docker.host_references import Reference
from core.manifest.manifest import Manifest, Module
from core.model.changes import giving_up
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_EXPOSED = option(
    "exposed",
    N_("Expose the port to other modules"),
    N_("An entry is added to ExposedPorts. The calls arrive, and no host port is opened."),
)
_EXPOSED_TOO = option(
    "exposed",
    N_("Expose the port"),
    N_("The calls arrive. The port is also reachable from outside, like the published ports of {module}."),
)
_CLUSTER = option(
    "cluster",
    N_("Publish it, limited to the cluster"),
    N_("A host port, as Microsoft's guide requires, and a service without an external address."),
)
_EXTERNAL = option(
    "external",
    N_("Publish it, reachable from outside"),
    N_("A host port. {module} gets an address on the network of the device."),
)
_REASON = N_(
    "according to the source code of the edge agent this is sufficient and opens no port to the outside; "
    "Microsoft's guide requires a host port"
)
_LEAVE = option("leave", N_("Keep it"), N_("Correct only if the name does not refer to the module."))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module that others call on ports it does not offer."""
    for name, calls in host_references.references(manifest).items():
        module = manifest.module(name)
        if module is None or module.unjudged:
            continue
        calls = [call for call in calls if call.owner != name]
        known = ports.numbers(module) | {port.number for port in ports.staying(module)} | set(ports.HELPER_PORTS)
        known |= ports.ranged(module) | set(ports.missing_of_hub(module))  # those of edgeHub are asked for in any case
        wanted = sorted({call.port for call in calls if call.port is not None and call.port not in known})
        none = not ports.numbers(module) and not ports.hub_without_service(module)  # that one is asked for its ports
        blind = not wanted and none and any(call.port is None for call in calls)
        if blind or any(ports.usable(port) for port in wanted):
            yield _finding(module, device, calls, [port for port in wanted if ports.usable(port)])


def _finding(module: Module, device: Device, calls: list[Reference], wanted: list[int]) -> Finding:
    bound = ports.has_bindings(module) and (not ports.bindings(module) or bool(ports.staying(module)))
    outside = bound and experimental.service_type(module) not in ("clusterip", "nodeport")
    limits = profiles.of(device).reads_service_options
    can_limit = not bound and limits and experimental.writable(module, "serviceOptions")
    callers = dict.fromkeys(call.owner for call in calls if not wanted or call.port in wanted)
    numbers: list[Json] = [*wanted]
    return RULE.finding(
        module,
        "service",
        module.where(),
        Verdict.ASK if wanted else Verdict.MANUAL,
        question=_question(
            ports.open_for(module, "ExposedPorts"),
            can_limit and not experimental.service_type(module),
            ports.open_for(module, "HostConfig", "PortBindings"),
            outside,
            sure=not bound,  # who else reaches a service with host ports, another answer may decide
        )
        if wanted
        else None,
        ports=numbers,
        callers=[*callers],
        variant="" if wanted else "no-port",
        tags=["no-service"] if not ports.numbers(module) else [],
    )


@lru_cache(maxsize=32)
def _question(expose: bool, limit: bool, publish: bool, outside: bool, sure: bool) -> Choice:
    """The question, without a default if the module has host ports, or if the service would mix protocols."""
    offered = (
        (_EXPOSED_TOO if outside else _EXPOSED, expose),
        (_CLUSTER, limit and publish),
        (_EXTERNAL, publish),
        (_LEAVE, True),
    )
    default = "exposed" if expose and sure else None
    return choice(*(option for option, there in offered if there), default=default, reason=_REASON if default else "")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Exposes or publishes each port under its own number."""
    answer = answers[finding.id]
    if answer == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    exposed = answer == "exposed"
    path = ("ExposedPorts",) if exposed else ("HostConfig", "PortBindings")
    wanted = finding.facts["ports"]
    assert isinstance(wanted, list)
    changes = giving_up(
        Change("add", module.to(*path, f"{port}/tcp"), finding.id, {} if exposed else [{"HostPort": str(port)}])
        for port in wanted
    )
    if answer == "cluster":
        changes.append(Change("add", experimental.to(module, "serviceOptions", "type"), finding.id, "ClusterIP"))
    return changes


RULE = Rule(id="unreachable-port", area=Area.NETWORK, source=("N1", "N3", "AGT-8"), detect=detect, apply=apply)
