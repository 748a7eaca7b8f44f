"""Options of a Kubernetes service, which decide the published ports and addresses on a Linux VM."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import experimental, ports
from core.docker.published import ADDRESS, published
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Kind, Manifest, Module, spelling, text_of
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_ADDRESS = choice(
    option("drop", N_("Every address of the VM"), N_("Clients call the address of the VM in place of {address}.")),
    default="drop",
    reason=N_("a VM has one address, unless it gets a second network interface"),
    other=ADDRESS,
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each such section, and one for each address of its own."""
    place = experimental.read(module, "serviceOptions")
    if place is None:
        return
    kind = experimental.service_type(module)
    public = any(ports.usable(port.port) for port in published(module))
    variant = "inside" if kind == "clusterip" else "" if public else "none"
    yield RULE.finding(module, "service", place.pointer, Verdict.AUTO, kind=kind, variant=variant)
    address = text_of(place.value, "loadBalancerIP")
    if address and public and kind not in ("clusterip", "nodeport"):
        yield RULE.finding(
            module, "address", place.pointer, Verdict.ASK, question=_ADDRESS, address=address, variant="address"
        )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the section, and the bindings of a service inside the cluster; an address moves to the bindings."""
    module = manifest.holder(finding.module, finding.pointer)
    if finding.facts.get("variant") == "address":
        if answers[finding.id] == "drop":
            return ()
        changes = []
        for port in module.members_at("HostConfig", "PortBindings"):
            for index, entry in enumerate(port.value if isinstance(port.value, list) else ()):
                key = spelling(entry, "HostIp")
                where = ptr.join(port.pointer, index, key or "HostIp")
                if isinstance(entry, dict):
                    changes.append(Change("add" if key is None else "replace", where, finding.id, answers[finding.id]))
        return changes
    gone = [Change("remove", finding.pointer, finding.id)]
    if finding.facts.get("variant") == "inside":
        gone += giving_up(_unpublished(module, finding.id))
    return gone


def _unpublished(module: Module, finding: str) -> Iterator[Change]:
    """Removes the bindings; edgeHub keeps an empty object, which publishes nothing on purpose."""
    bindings = module.find("HostConfig", "PortBindings")
    if module.kind is not Kind.SYSTEM or module.name != "edgeHub":
        if bindings is not None:
            yield Change("remove", bindings.pointer, finding)
    elif bindings is not None and bindings.value != {}:
        yield Change("replace", bindings.pointer, finding, {})
    elif bindings is None and ports.open_for(module, "HostConfig", "PortBindings"):
        yield Change("add", module.to("HostConfig", "PortBindings"), finding, {})


RULE = Rule(
    id=rule_ids.SERVICE_ON_VM,
    area=Area.NETWORK,
    source=("V-N3", "V-N4", "V-O1"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("drop",),
    sources=("kubernetes",),
    hint=N_("The address of a second network interface of the VM."),
)
