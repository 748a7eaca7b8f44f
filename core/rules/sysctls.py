"""Kernel parameters that Docker would set: a few are allowed on Kubernetes, the others only by its administrator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.manifest import experimental, facts
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, spelling
from core.model import N_, Answers, Area, Change, Choice, Device, Finding, Json, Option, Rule, Verdict

SAFE = frozenset(
    (
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ping_group_range",
        "net.ipv4.tcp_syncookies",
    )
)
"""Parameters every Kubernetes since 1.22 lets a pod set (Kubernetes, using sysctls in a cluster)."""

_QUESTION = Choice(
    options=(
        Option(
            value="set",
            title=N_("Set it for the pod"),
            consequence=N_("As on Docker: {name} is {value} for {module} and its helper."),
        ),
        Option(value="leave", title=N_("Leave it"), consequence=N_("{module} runs with what the machine has.")),
    ),
    default="set",
    default_reason=N_("it is what the module has today, and Kubernetes allows it"),
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each parameter."""
    for module in manifest.modules:
        if "sysctls" not in facts.host_keys(module):
            continue
        for place in module.members_at("HostConfig", "Sysctls"):
            safe = place.key in SAFE and isinstance(place.value, (str, int)) and _free(module, place.key)
            if place.key.startswith("net.") and facts.on_host_network(module):
                safe = False
            yield Finding(
                rule=RULE.id,
                module=module.name,
                subject=place.key,
                pointer=place.pointer,
                verdict=Verdict.ASK if safe else Verdict.MANUAL,
                facts={
                    "module": module.name,
                    "name": place.key,
                    "value": str(place.value) if isinstance(place.value, (str, int, float)) else "",
                    "form": "" if safe else "unsafe",
                },
                question=_QUESTION if safe else None,
            )


def _free(module: Module, name: str) -> bool:
    """Whether the parameter can be added: there is a list or none yet, and it does not hold it."""
    there = experimental.get(module, "securityContext", "sysctls")
    if not experimental.writable(module, "securityContext") or not isinstance(there, (list, type(None))):
        return False
    return all(_name(item) != name for item in there or ())


def _name(item: Json) -> Json:
    actual = spelling(item, "name")
    return None if actual is None else item[actual]


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The parameter goes from Docker's place to that of the pod."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    where = ptr.join(experimental.to(module, "securityContext", "sysctls"), "-")
    value = {"name": finding.facts["name"], "value": finding.facts["value"]}
    return (Change("remove", finding.pointer, finding.id), Change("add", where, finding.id, value))


RULE = Rule(id="sysctls", area=Area.RESOURCES, source=("AGT-5.2", "AGT-9-context"), detect=detect, apply=apply)
