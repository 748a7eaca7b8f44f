"""A binding to an address of the old device, which the VM does not have, or to a text that is no IP address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from core.docker import experimental, facts
from core.docker.published import ADDRESS, Published, addresses, kind_of, published
from core.docker.written_for import mounts_of_a_vm, source_of
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.findings import finding_id
from core.model.questions import Choice, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_LOOPBACK = "127.0.0.1"
_BRIDGES = ("172.17.0.1", "172.18.0.1")
"""The addresses that Docker and IoT Edge give their bridges if nothing else is configured."""
_DROP = option(
    "drop",
    N_("Every address of the VM"),
    N_("Clients reach the port at the address of the VM, in every network of the VM."),
)
_ITSELF = option(_LOOPBACK, N_("Only the VM itself"), N_("No client outside the VM reaches the port."))
_KEEP = option("keep", N_("Keep {address}"), N_("The container starts only if the VM has this address."))
_SAME = option("keep", N_("Keep {address}"), _ITSELF.consequence)
_REASONS = {
    "": N_("it is an address of the old device, and the VM has another one"),
    "bridge": N_("it is the usual address of a Docker bridge, also on the VM"),
    "dormant": N_("Kubernetes did not read it, and clients reached the port at the address of the service"),
    "result": N_("the manifest is already migrated to a VM"),
}


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such address in the bindings of a module."""
    taken = Counter((port.host, port.protocol) for module in manifest.modules for port in published(module))
    dormant = source_of(manifest, device) == "kubernetes"
    for module in manifest.modules:
        if facts.on_host_network(module) or experimental.service_type_in_effect(module) == "clusterip":
            continue
        found: dict[str, list[tuple[str, str]]] = {}
        for place, port in addresses(module):
            found.setdefault(str(place.value), []).append((place.pointer, port))
        for address, places in found.items():
            variant = _variant(address, dormant)
            if variant is not None:
                pointers = [pointer for pointer, _port in places]
                free = _free(published(module), pointers, taken)
                yield RULE.finding(
                    module,
                    address,
                    pointers[0],
                    Verdict.BLOCK if variant == "name" else Verdict.ASK,
                    question=_question(address, variant, free=free, result=mounts_of_a_vm(manifest)),
                    address=address,
                    ports=[port for _pointer, port in places],
                    variant=variant,
                )


def _variant(address: str, dormant: bool) -> str | None:
    kind = kind_of(address)
    if kind == "loopback":
        return "dormant" if dormant else None
    return {"none": "name", "own": "", "bridge": "bridge"}.get(kind)


def _free(own: Sequence[Published], pointers: Sequence[str], taken: Mapping[tuple[int, str], int]) -> bool:
    """Whether nothing else publishes these ports on another address, so that each can have every address."""
    at = {ptr.parent(pointer) for pointer in pointers}
    return all(taken[port.host, port.protocol] == 1 for port in own if ptr.parent(port.pointer) in at)


def _question(address: str, variant: str, *, free: bool, result: bool) -> Choice:
    keep = (_SAME if variant == "dormant" else _KEEP).model_copy(update={"facts": {"address": address}})
    if variant == "name":
        return choice(_DROP, _ITSELF, other=ADDRESS)
    bridge = "keep" if address in _BRIDGES else None
    default = "keep" if result else bridge if variant == "bridge" else "drop" if free else None
    return choice(
        *((_DROP, keep) if variant == "dormant" else (_DROP, _ITSELF, keep)),
        default=default,
        reason="" if default is None else _REASONS["result" if result else variant],
        other=ADDRESS,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the address from each binding that has it, or replaces it; another answer may set those of all."""
    module, answer = manifest.holder(finding.module, finding.pointer), answers[finding.id]
    service = answers.get(finding_id(rule_ids.SERVICE_ON_VM, module.name, "address"), "drop")
    if answer == "keep" or service != "drop":
        return ()
    places = [place.pointer for place, _port in addresses(module) if place.value == finding.facts["address"]]
    if answer == "drop":
        return giving_up(Change("remove", pointer, finding.id) for pointer in places)
    return giving_up(Change("replace", pointer, finding.id, answer) for pointer in places)


RULE = Rule(
    id="vm-host-address",
    area=Area.NETWORK,
    source=("V-N4", "V-DOCKER-address"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    hint=N_("An address of the VM, such as that of a second network interface."),
)
