"""Requests and limits under k8s-experimental become Docker's limits."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from core.docker import experimental, facts, ports, quantities
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place
from core.model.device_models import vm_size
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict

_NANO = 10**9
_OPTIONS = {
    ("limits", "memory"): "Memory",
    ("limits", "cpu"): "NanoCpus",
    ("requests", "memory"): "MemoryReservation",
}


_SMALLEST = {"Memory": quantities.LEAST_MEMORY}


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each amount except those of GPUs and of the FPGA."""
    size = vm_size(device.vm_size)
    cpus = size.cpus * _NANO if size is not None else 0
    for module in filter(experimental.in_effect, manifest.modules):
        places = [place for place in facts.resource_places(module) if place.key != facts.GPU]
        limits = {place.pointer: _limit(module, place, cpus) for place in places}
        becomes = dict(limits.values())
        for place in places:
            if facts.is_fpga(place.key):
                continue
            part = ptr.split(place.pointer)[-2]
            option, value = limits[place.pointer]
            known = place.key in ("memory", "cpu")
            readable = not known or quantities.parse(place.value) is not None
            cleared = _cleared(module, option, becomes)
            yield RULE.finding(
                module,
                f"{part}/{place.key}",
                place.pointer,
                Verdict.AUTO if readable and ports.open_for(module, "HostConfig") else Verdict.MANUAL,
                name=f"{part}.{place.key}",
                amount=str(place.value),
                option=option,
                value=value,
                cleared=cleared,
                tags=["cleared"] if cleared else [],
                variant=_variant(option, value, place, readable, known),
            )


def _variant(option: str, value: int, place: Place, readable: bool, known: bool) -> str:
    if option:
        return "raised" if value != _number(option, quantities.parse(place.value)) else ""
    return "device" if not known else "dropped" if readable else "unreadable"


def _limit(module: Module, place: Place, cpus: int) -> tuple[str, int]:
    """Docker's option and its number; empty if it has none for the amount, or if that is all of the VM.

    It replaces an option that is set already: Kubernetes did not read that one, and the module ran with this amount.
    Docker takes no limit of memory below 6 MB, and none above the CPUs of the machine.
    """
    amount, part = quantities.parse(place.value), ptr.split(place.pointer)[-2].lower()
    option = _OPTIONS.get((part, place.key), "")
    if amount is None or amount <= 0 or not option:
        return "", 0
    limit = quantities.parse(experimental.get(module, "resources", "limits", place.key))
    number = max(_number(option, amount), _SMALLEST.get(option, 0))
    if option == "MemoryReservation" and (number < quantities.LEAST_MEMORY or (limit is not None and amount >= limit)):
        return "", 0
    if option == "NanoCpus" and 0 < cpus < number:
        return "", 0
    return (option, number) if quantities.fits(number) else ("", 0)


def _number(option: str, amount: Fraction | None) -> int:
    return int((amount or 0) * (_NANO if option == "NanoCpus" else Fraction(1)))


def _cleared(module: Module, option: str, becomes: Mapping[str, int]) -> list[str]:
    """The options that Docker refuses beside this one, and that had no effect on Kubernetes."""
    memory = becomes.get("Memory", 0)
    reservation = becomes.get("MemoryReservation", 0)

    def there(key: str) -> int:
        value = module.get("HostConfig", key)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    quota = [key for key in ("CpuPeriod", "CpuQuota") if there(key)]
    twice = ["NanoCpus", *quota] if quota and there("NanoCpus") and not becomes.get("NanoCpus") else []
    if option == "NanoCpus":
        return quota
    if option == "Memory":
        above = not reservation and there("MemoryReservation") >= memory
        below = 0 < there("MemorySwap") < memory
        return ["MemoryReservation"] * above + ["MemorySwap"] * below + twice
    if option == "MemoryReservation" and not memory:
        below = 0 < there("Memory") <= reservation
        return [key for key in ("Memory", "MemorySwap") if below and there(key)] + twice
    return []


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the amount by the option, and removes those that Docker refuses beside it."""
    module = manifest.holder(finding.module, finding.pointer)
    changes = [Change("remove", finding.pointer, finding.id)]
    if finding.facts["option"]:
        option, value = str(finding.facts["option"]), finding.facts["value"]
        there, raised = module.find("HostConfig", option), finding.facts["variant"] == "raised"
        if there is None:
            changes.append(Change("add", module.to("HostConfig", option), finding.id, value, gives_up=raised))
        elif there.value != value:
            changes.append(Change("replace", there.pointer, finding.id, value, gives_up=raised))
    for key in finding.facts.get("cleared", ()):
        place = module.find("HostConfig", key)
        if place is not None:
            changes.append(Change("remove", place.pointer, finding.id, gives_up=True))
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
