"""Every module with a host port gets a network address of its own, unless the operator limits or fixes it."""

from __future__ import annotations

from core.docker import experimental, facts, ports, profiles
from core.docker.ports import Port
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.findings import finding_id
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_IP = r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_ANY = ("", "0.0.0.0", "::")

_EXTERNAL = option(
    "external",
    N_("Reachable from outside"),
    N_("{module} gets the next free address from the service IP range of the device."),
)
_CLUSTER = option(
    "cluster",
    N_("Limited to the cluster"),
    N_("Other modules can reach {module}; external clients cannot. It uses no address."),
)


def _question(default: str | None, reason: str) -> Choice:
    return choice(_EXTERNAL, _CLUSTER, default=default, reason=reason, other=f"(?:address:)?{_IP}")


_QUESTIONS = {
    "": _question("external", N_("the module was reachable from outside on the old device")),
    "loopback": _question("cluster", N_("on the old device only programs on the device could reach the ports")),
    "mixed": _question(None, ""),
}


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module with a published port and no type or address of its service."""
    profile = profiles.of(device)
    asked = ports.is_bound(module) and not ports.is_mixed(module) and _undecided(module)
    if asked and not ports.all_skipped(module, profile):
        yield _finding(module, old=not profile.reads_service_options)


def _finding(module: Module, old: bool) -> Finding:
    named = _host_ips(module)
    ips = dict.fromkeys(ip for _, addresses in named for ip, _ in addresses if ip not in _ANY)
    private = [port.label for port, addresses in named if ports.on_loopback(addresses)]
    variant = "old-agent" if old else "" if not private else "loopback" if len(private) == len(named) else "mixed"
    return RULE.finding(
        module,
        "service",
        module.where("HostConfig", "PortBindings"),
        Verdict.NOTE if old else Verdict.ASK,
        question=None if old else _QUESTIONS[variant],
        ports=[port.label for port in ports.bindings(module)],
        ips=[*ips],
        private=[*private] if variant == "mixed" else [],
        variant=variant,
        tags=["host-ip"] if ips and variant not in ("loopback", "mixed") else [],
    )


def _undecided(module: Module) -> bool:
    decided = experimental.service_type(module) or experimental.get(module, "serviceOptions", "loadBalancerIP")
    return not decided and experimental.writable(module, "serviceOptions")


def _host_ips(module: Module) -> list[tuple[Port, list[tuple[str, bool]]]]:
    """The ports with bindings and their host addresses, which the agent does not read.

    On the network of the host Docker publishes nothing: what the module listens on answered at every address.
    """
    return [] if facts.on_host_network(module) else _named(module)


def _named(module: Module) -> list[tuple[Port, list[tuple[str, bool]]]]:
    named = ((port, ports.host_ips(port.place)) for port in ports.bindings(module))
    return [(port, addresses) for port, addresses in named if addresses]


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Sets the type of the service, and its address if one was given."""
    answer = str(answers[finding.id])
    module = manifest.holder(finding.module, finding.pointer)
    if answer == "external":
        return (_set(module, "type", "LoadBalancer", finding.id),) if _misread_later(module, answers) else ()
    if answer == "cluster":
        return (_set(module, "type", "ClusterIP", finding.id),)
    address = answer.removeprefix("address:")
    kind = _set(module, "type", "LoadBalancer", finding.id)
    return (_set(module, "loadBalancerIP", address, finding.id), kind)


def _misread_later(module: Module, answers: Answers) -> bool:
    """Whether the addresses would limit a module that leaves the network of the host, where they had no effect."""
    leaves = answers.get(finding_id(rule_ids.ON_HOST_NETWORK, module.name, "network")) == facts.LEAVES_HOST_NETWORK
    return leaves and any(ports.on_loopback(addresses) for _, addresses in _named(module))


def _set(module: Module, key: str, value: str, finding: str) -> Change:
    return experimental.put(module, finding, value, "serviceOptions", key)


RULE = Rule(
    id=rule_ids.SERVICE,
    area=Area.NETWORK,
    source=("N2", "N9", "N6", "N8", "AGT-8-type"),
    detect=detect,
    apply=apply,
    hint=N_("An IPv4 address in the service IP range of the device, such as 192.168.10.5."),
    advice=True,
)
