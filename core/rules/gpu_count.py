"""A count of accelerators that Kubernetes refuses, or that this device cannot give."""

from __future__ import annotations

from functools import lru_cache

from core.docker import accelerators, experimental, facts, placeholders, quantities
from core.manifest.manifest import Manifest, Module, Place
from core.model.questions import Number
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_VPU = "vpu.intel.com/hddl"
_LIMIT = N_("the limit is the number that the module can use")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module whose count of GPUs is wrong, and for each accelerator of another kind.

    A count that a template sets later is left to the rule about placeholders.
    """
    left = device.gpus
    for module in manifest.modules:
        places = facts.resource_places(module)
        if not places or facts.wants_fpga(module):
            left -= facts.gpu_count(module)
            continue
        yield from _foreign(module, places, device)
        if accelerators.has_gpu_key(module) and not any(
            p.key == facts.GPU and placeholders.is_left(p.value) for p in places
        ):
            limit, request = _values(module)
            variant = _variant(limit, request, device.gpus, left)
            left -= max(_count(limit) or 0, _count(request) or 0)
            if variant:
                yield _finding(module, limit or request, variant, device)


def _foreign(module: Module, places: list[Place], device: Device) -> Findings:
    seen: set[str] = set()
    for place in places:
        known = "/" not in place.key or place.key == facts.GPU or (place.key == _VPU and device.model == "mini-r")
        if not known and place.key not in seen:
            seen.add(place.key)
            yield RULE.finding(
                module,
                place.key,
                place.pointer,
                Verdict.MANUAL,
                resource=place.key,
                gpus=device.gpus,
                variant="foreign",
            )


def _values(module: Module) -> tuple[Place | None, Place | None]:
    limit, request = (experimental.find(module, "resources", part, facts.GPU) for part in facts.PARTS)
    return limit, request


def _count(place: Place | None) -> int | None:
    """A whole number of GPUs; None if it is absent or if Kubernetes refuses it."""
    amount = None if place is None else quantities.parse(place.value)
    return int(amount) if amount is not None and amount >= 0 and amount.denominator == 1 else None


def _variant(limit: Place | None, request: Place | None, gpus: int, left: int) -> str:
    """What is wrong with a count; empty if nothing is."""
    if any(place is not None and _count(place) is None for place in (limit, request)):
        return "unreadable"
    counts = [count for count in (_count(limit), _count(request)) if count is not None]
    if max(counts) > gpus:
        return "too-many"
    if max(counts) > max(left, 0):
        return "crowded"
    if len(set(counts)) > 1:
        return "unequal"
    return "no-limit" if limit is None else ""


def _finding(module: Module, place: Place | None, variant: str, device: Device) -> Finding:
    limit, request = _values(module)
    default = _count(limit) if variant == "unequal" else None
    return RULE.finding(
        module,
        facts.GPU,
        module.options_pointer if place is None else place.pointer,
        Verdict.AUTO if variant == "no-limit" else Verdict.ASK,
        question=None if variant == "no-limit" else _question(device.gpus, default),
        resource=facts.GPU,
        limit=_shown(limit),
        request=_shown(request),
        gpus=device.gpus,
        variant=variant,
    )


@lru_cache(maxsize=64)
def _question(high: int, default: int | None) -> Number:
    return Number(low=0, high=high, default=default, default_reason="" if default is None else _LIMIT)


def _shown(place: Place | None) -> Json:
    return place.value if place is not None and isinstance(place.value, (int, float, str)) else None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the count to limits and requests, unless the module shares a GPU instead."""
    module = manifest.holder(finding.module, finding.pointer)
    if accelerators.sharing(module, answers)[0]:
        return ()
    if finding.facts["variant"] == "no-limit":
        value = _values(module)[1]
        where = experimental.to(module, "resources", "limits", facts.GPU)
        return (Change("add", where, finding.id, value.value),) if value is not None else ()
    return list(accelerators.changes(module, answers[finding.id], finding.id))


RULE = Rule(id="gpu-count", area=Area.RESOURCES, source=("R2", "R6", "AGT-9-quantities"), detect=detect, apply=apply)
