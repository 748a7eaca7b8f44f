"""Kernel parameters that Docker sets: Kubernetes allows a few, its administrator can allow the others."""

from __future__ import annotations

from core.docker import experimental, facts
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place, spelling
from core.model import rule_ids
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

SAFE = frozenset(
    (
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ping_group_range",
        "net.ipv4.tcp_syncookies",
    )
)
"""Parameters that every Kubernetes since 1.22 lets a pod set (Kubernetes, using sysctls in a cluster)."""

_QUESTION = choice(
    option(
        "set", N_("Set it for the pod"), N_("As on Docker: {name} is {value} for {module} and its helper container.")
    ),
    option("leave", N_("Keep it"), N_("{module} runs with the value of the Kubernetes node.")),
    default="set",
    reason=N_("the module has this value today, and Kubernetes allows it"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each parameter, or one for a key without any."""
    for module in manifest.modules:
        holder = module.find("HostConfig", "Sysctls") if "sysctls" in facts.host_keys(module) else None
        if holder is None:
            continue
        parameters = list(module.members_at("HostConfig", "Sysctls"))
        several = sum(map(facts.on_host_network, manifest.modules)) > 1
        for place in parameters:
            yield _finding(module, place, "" if _safe(module, place, several) else "unsafe")
        if not parameters:
            yield _finding(module, holder, "empty")


def _finding(module: Module, place: Place, variant: str) -> Finding:
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        {"": Verdict.ASK, "unsafe": Verdict.MANUAL}.get(variant, Verdict.NOTE),
        question=None if variant else _QUESTION,
        name=place.key,
        value=str(place.value) if isinstance(place.value, (str, int, float)) else "",
        variant=variant,
    )


def _safe(module: Module, place: Place, may_leave: bool) -> bool:
    """Whether Kubernetes lets the pod set this parameter, and no other setting does.

    A pod on the network of the host may set none of that network; one of several such modules may leave it.
    """
    if place.key not in SAFE or not isinstance(place.value, (str, int)):
        return False
    return _free(module, place.key) and (may_leave or not _of_the_host(module, place.key))


def _of_the_host(module: Module, name: str) -> bool:
    return name.startswith("net.") and facts.on_host_network(module)


def _free(module: Module, name: str) -> bool:
    """Whether the parameter can be added: the list does not hold it, or does not exist."""
    there = experimental.get(module, "securityContext", "sysctls")
    if not experimental.writable(module, "securityContext") or not isinstance(there, (list, type(None))):
        return False
    return all(_name(item) != name for item in there or ())


def _name(item: Json) -> Json:
    actual = spelling(item, "name")
    return None if actual is None else item[actual]


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Moves the parameter to the security context of the pod, if the pod has its own network."""
    module = manifest.holder(finding.module, finding.pointer)
    stays = _of_the_host(module, str(finding.facts["name"])) and not facts.leaves_host_network(module, answers)
    if answers[finding.id] == "leave" or stays:
        return ()
    where = ptr.join(experimental.to(module, "securityContext", "sysctls"), "-")
    value = {"name": finding.facts["name"], "value": finding.facts["value"]}
    original = ptr.resolve(manifest.tree, finding.pointer)
    gone = Change("remove", finding.pointer, finding.id, gives_up=original != finding.facts["value"])
    return (gone, Change("add", where, finding.id, value))


RULE = Rule(
    id=rule_ids.KERNEL_SETTINGS,
    area=Area.RESOURCES,
    source=("AGT-5.2", "AGT-9-context"),
    detect=detect,
    apply=apply,
    advice=True,
)
