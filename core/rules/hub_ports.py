"""Ports of edgeHub that modules call and its service lacks: Docker needed no binding for them."""

from __future__ import annotations

from core.docker import experimental, ports, updates
from core.manifest.manifest import Manifest, Module
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_EXPOSE = option("exposed", N_("Expose them to the modules"), N_("Modules can reach edgeHub; external clients cannot."))
_EXPOSE_TOO = option(
    "exposed",
    N_("Expose them to the modules"),
    N_(
        "Modules can reach edgeHub on these ports. The ports are also reachable from outside if edgeHub has "
        "an external address."
    ),
)
_PUBLISH = option("external", N_("Publish them"), N_("External devices can also reach edgeHub, at its own address."))
_LEAVE = option(
    "leave",
    N_("Keep edgeHub as it is"),
    N_("Correct if you copy the create options of edgeHub from the new device, or if no module uses these ports."),
)
_REASON = N_("on Docker modules can reach every port of edgeHub, bound or not")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding if edgeHub is in the file and lacks one of its three ports."""
    for module in manifest.modules:
        missing = ports.missing_of_hub(module)
        if missing and ports.open_for(module, "ExposedPorts") and ports.open_for(module, "HostConfig", "PortBindings"):
            yield RULE.finding(
                module,
                "ports",
                module.where(),
                Verdict.ASK,
                question=_question(module),
                ports=[*missing],
                variant="" if ports.hub_without_service(module) else "some",
            )


def _question(module: Module) -> Choice:
    """The question, without a default if ports of another protocol would make Kubernetes refuse the service."""
    outside = ports.has_bindings(module) and experimental.service_type(module) not in ("clusterip", "nodeport")
    none = ports.hub_without_service(module)
    sure = not outside or not set(ports.coming_ports(module)) - {"tcp"}
    return choice(
        _EXPOSE_TOO if outside else _EXPOSE,
        *((_PUBLISH,) if none else ()),
        _LEAVE,
        default="exposed" if sure else None,
        reason=_REASON if sure else "",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Exposes the ports, or publishes them under their own numbers.

    A published port is a reason to replace edgeHub at an update: where it has no other, the strategy comes with it.
    """
    answer = answers[finding.id]
    if answer == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    wanted = ports.missing_of_hub(module)
    if answer == "exposed":
        return [
            Change("add", module.to("ExposedPorts", f"{port}/tcp"), finding.id, {}, gives_up=True) for port in wanted
        ]
    published = [
        Change(
            "add",
            module.to("HostConfig", "PortBindings", f"{port}/tcp"),
            finding.id,
            [{"HostPort": str(port)}],
            gives_up=True,
        )
        for port in wanted
    ]
    if updates.reasons(module) or not experimental.writable(module) or experimental.find(module, "strategy"):
        return published
    strategy = experimental.to(module, "strategy")
    return [*published, Change("add", strategy, finding.id, {"type": updates.RECREATE})]


RULE = Rule(id="hub-ports", area=Area.NETWORK, source=("AGT-1b-ports", "AGT-8", "N1"), detect=detect, apply=apply)
