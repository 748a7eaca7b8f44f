"""edgeHub without published ports, which nothing outside the VM can reach, or with exposed ones, which Docker ignores.

It is not asked where that was so on Kubernetes by a service inside the cluster, which leaves an empty `PortBindings`.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.docker import experimental, mount_points, ports
from core.docker.published import published
from core.docker.written_for import mounts_of_a_vm
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest, Module, Place
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.questions import Choice, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_ADD = option("add", N_("Publish {ports}"), N_("Downstream devices can reach edgeHub at the address of the VM."))
_LEAVE = option("leave", N_("Publish nothing"), N_("Modules can still reach edgeHub."))
_SAMPLES = N_("every IoT Edge sample publishes them, and on Kubernetes a service made them reachable")
_INSIDE = N_("on Kubernetes only modules could reach it")
"""Ports that are exposed and not bound: on Kubernetes the service had no address outside the cluster."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for edgeHub without any binding, and one for ports that only the Kubernetes service needed.

    A manifest that has paths of a VM is the result of this, and publishes what was decided.
    """
    for module in manifest.modules:
        hub = module.kind is Kind.SYSTEM and module.name == "edgeHub"
        for_service = _for_service(module) if hub else []
        if for_service:
            numbers = [ptr.last(place.pointer) for place in for_service]
            yield RULE.finding(
                module, "exposed", for_service[0].pointer, Verdict.AUTO, ports=numbers, variant="exposed"
            )
        inside = experimental.service_type_in_effect(module) == "clusterip"
        if (
            hub
            and not inside
            and not mounts_of_a_vm(manifest)
            and ports.all_null(module)
            and ports.open_for(module, "HostConfig", "PortBindings")
            and (free := _free(manifest, module))
        ):
            internal = bool(ports.exposed(module)) and not experimental.service_type_in_effect(module)
            yield RULE.finding(
                module,
                "ports",
                module.pointer,
                Verdict.ASK,
                question=_question(free, internal),
                ports=list(map(str, free)),
                variant="inside" if internal else "",
            )


def _question(free: Sequence[int], internal: bool) -> Choice:
    add = _ADD.model_copy(update={"facts": {"ports": ", ".join(map(str, free))}})
    answer, reason = ("leave", _INSIDE) if internal else ("add", _SAMPLES)
    return choice(add, _LEAVE, default=answer, reason=reason)


def _free(manifest: Manifest, hub: Module) -> list[int]:
    """The ports of edgeHub that no other module publishes on the VM."""
    taken = {
        port.host
        for module in manifest.modules
        if module is not hub
        for port in published(module)
        if port.protocol == "tcp"
    }
    return [port for port in ports.HUB_PORTS if port not in taken]


def _for_service(module: Module) -> list[Place]:
    """Ports that edgeHub exposes and does not bind: its image exposes these three itself, and Docker needs neither."""
    bound = {place.key.lower() for place in module.members_at("HostConfig", "PortBindings") if place.value}
    own = {f"{port}/tcp" for port in ports.HUB_PORTS} - bound
    if not bound and not mount_points.lacks_storage(module):
        return []  # nothing of the result would say that it is one for a VM, which is not asked to publish them
    return [place for place in module.members_at("ExposedPorts") if place.key.lower() in own and place.value == {}]


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds the three bindings, and replaces one that is null; or removes the exposed ports."""
    module = manifest.holder(finding.module, finding.pointer)
    if finding.facts.get("variant") == "exposed":
        return giving_up(Change("remove", place.pointer, finding.id) for place in _for_service(module))
    if answers[finding.id] == "leave":
        return ()
    there = {place.pointer for place in module.members_at("HostConfig", "PortBindings")}
    changes = []
    for port in _free(manifest, module):
        where = module.to("HostConfig", "PortBindings", f"{port}/tcp")
        changes.append(Change("replace" if where in there else "add", where, finding.id, [{"HostPort": str(port)}]))
    return giving_up(changes)


RULE = Rule(
    id=rule_ids.HUB_PORTS_ON_VM,
    area=Area.NETWORK,
    source=("V-N9", "AGT-1b-ports"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
