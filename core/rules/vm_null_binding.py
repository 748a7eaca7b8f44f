"""A port binding that is null: the daemon of IoT Edge reads lists only, and does not start the module."""

from __future__ import annotations

from core.docker import experimental, ports
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Kind, Manifest, Module
from core.model import rule_ids
from core.model.findings import finding_id
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each null, in place of the bindings of a port or among them."""
    for place in module.members_at("HostConfig", "PortBindings"):
        if place.value is None:
            yield RULE.finding(module, place.key, place.pointer, Verdict.AUTO, port=place.key)
        for index, entry in enumerate(place.value if isinstance(place.value, list) else ()):
            if entry is None:
                pointer = ptr.join(place.pointer, index)
                yield RULE.finding(module, place.key, pointer, Verdict.AUTO, port=place.key, variant="entry")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the null, unless another rule replaces it."""
    module = manifest.holder(finding.module, finding.pointer)
    return () if _replaced(module, finding, answers) else (Change("remove", finding.pointer, finding.id),)


def _replaced(module: Module, finding: Finding, answers: Answers) -> bool:
    """Whether edgeHub gets its own binding of this port, or loses all of them with its service."""
    if module.kind is not Kind.SYSTEM or module.name != "edgeHub":
        return False
    if experimental.service_type_in_effect(module) == "clusterip":
        return finding_id(rule_ids.SERVICE_ON_VM, module.name, "service") in answers
    ours = finding.facts["port"].lower() in {f"{port}/tcp" for port in ports.HUB_PORTS}
    return ours and answers.get(finding_id(rule_ids.HUB_PORTS_ON_VM, module.name, "ports")) == "add"


RULE = Rule(id="vm-null-binding", area=Area.NETWORK, source=("V-O7",), detect=detect, apply=apply, targets=LINUX_VM)
