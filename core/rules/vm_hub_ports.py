"""edgeHub without published ports, which nothing outside the VM can reach.

It is not asked where that was so on Kubernetes by a service inside the cluster, which leaves an empty `PortBindings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import experimental, ports
from core.manifest.manifest import Kind, Manifest
from core.model import rule_ids
from core.rules.base import LINUX_VM, Answers, Area, Change, Choice, Device, Finding, Option, Rule, Verdict, giving_up
from core.text.catalogue import N_

_QUESTION = Choice(
    options=(
        Option(
            value="add",
            title=N_("Publish 443, 5671 and 8883"),
            consequence=N_("Downstream devices can reach edgeHub at the address of the VM."),
        ),
        Option(value="leave", title=N_("Publish nothing"), consequence=N_("Modules can still reach edgeHub.")),
    ),
    default="add",
    default_reason=N_("every IoT Edge sample publishes them, and on Kubernetes a service made them reachable"),
)
_INSIDE = _QUESTION.model_copy(
    update={"default": "leave", "default_reason": N_("on Kubernetes only modules could reach it")}
)
"""Ports that are exposed and not bound: on Kubernetes the service had no address outside the cluster."""


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for edgeHub without any binding."""
    for module in manifest.modules:
        hub = module.kind is Kind.SYSTEM and module.name == "edgeHub"
        inside = experimental.service_type_in_effect(module) == "clusterip"
        if hub and not inside and ports.all_null(module) and ports.open_for(module, "HostConfig", "PortBindings"):
            internal = bool(ports.exposed(module)) and not experimental.service_type_in_effect(module)
            yield RULE.finding(
                module,
                "ports",
                module.pointer,
                Verdict.ASK,
                question=_INSIDE if internal else _QUESTION,
                variant="inside" if internal else "",
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Adds the three bindings, and replaces one that is null."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    there = {place.pointer for place in module.members_at("HostConfig", "PortBindings")}
    changes = []
    for port in ports.HUB_PORTS:
        where = module.to("HostConfig", "PortBindings", f"{port}/tcp")
        changes.append(Change("replace" if where in there else "add", where, finding.id, [{"HostPort": str(port)}]))
    return giving_up(changes)


RULE = Rule(
    id=rule_ids.HUB_PORTS_ON_VM,
    area=Area.NETWORK,
    source=("V-N9",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
