"""Requests and limits under k8s-experimental become Docker's limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from core.docker import experimental, facts, ports, quantities
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import LINUX_VM, Rule

_NANO = 10**9
_OPTIONS = {
    ("limits", "memory"): "Memory",
    ("limits", "cpu"): "NanoCpus",
    ("requests", "memory"): "MemoryReservation",
}


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each amount but those of GPUs and of the FPGA."""
    for module in manifest.modules:
        for place in facts.resource_places(module):
            if place.key == facts.GPU or facts.is_fpga(place.key):
                continue
            part = ptr.split(place.pointer)[-2]
            option, value = _limit(module, part, place)
            writable = ports.open_for(module, "HostConfig")
            known = place.key in ("memory", "cpu")
            readable = not known or quantities.parse(place.value) is not None
            yield RULE.finding(
                module,
                f"{part}/{place.key}",
                place.pointer,
                Verdict.AUTO if readable and writable else Verdict.MANUAL,
                name=f"{part}.{place.key}",
                amount=str(place.value),
                option=option,
                value=value,
                variant="" if option else "device" if not known else "dropped" if readable else "unreadable",
            )


def _limit(module: Module, part: str, place: Place) -> tuple[str, int]:
    """Docker's option and its number; empty for an amount that has none.

    It replaces an option that is set already: Kubernetes did not read that one, and the module ran with this amount.
    """
    amount = quantities.parse(place.value)
    if amount is None or amount <= 0:
        return "", 0
    limit = quantities.parse(experimental.get(module, "resources", "limits", place.key))
    option = _OPTIONS.get((part.lower(), place.key), "")
    if option == "MemoryReservation" and limit is not None and amount >= limit:
        return "", 0
    if not option:
        return "", 0
    number = int(amount * (_NANO if option == "NanoCpus" else Fraction(1)))
    return (option, number) if quantities.fits(number) else ("", 0)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The amount goes; the option comes."""
    module = manifest.holder(finding.module, finding.pointer)
    changes = [Change("remove", finding.pointer, finding.id)]
    if finding.facts["option"]:
        option, value = str(finding.facts["option"]), finding.facts["value"]
        there = module.find("HostConfig", option)
        if there is None:
            changes.append(Change("add", module.to("HostConfig", option), finding.id, value))
        elif there.value != value:
            changes.append(Change("replace", there.pointer, finding.id, value))
    return changes


RULE = Rule(
    id="vm-resources",
    area=Area.RESOURCES,
    source=("V-R5", "V-R9"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
