"""A module that asks for the FPGA asks for GPUs instead, as many as the operator says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from core.manifest import experimental, facts, ports
from core.manifest.manifest import Manifest, Module
from core.model import N_, Answers, Area, Change, Device, Finding, Number, Rule, Verdict

_LEFT = N_("the device has a GPU left for this module")
_SAME = N_("the module asks for that many GPUs already")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each module with an FPGA resource; GPUs are dealt out in document order while there are any."""
    asking = [module for module in manifest.modules if facts.wants_fpga(module)]
    if not asking:
        return
    left = device.gpus - sum(facts.gpu_count(module) for module in manifest.modules)
    for module in asking:
        places = [place for place in facts.resource_places(module) if facts.is_fpga(place.key)]
        now = facts.gpu_count(module)
        default = now if 0 < now <= device.gpus else 1 if left > 0 and not now else None
        left -= 1 if default == 1 and not now else 0
        yield Finding(
            rule=RULE.id,
            module=module.name,
            subject="gpu",
            pointer=places[0].pointer,
            verdict=Verdict.ASK,
            facts={
                "module": module.name,
                "resources": list(dict.fromkeys(place.key for place in places)),
                "asked": places[0].value if isinstance(places[0].value, (int, str)) else None,
                "gpus": device.gpus,
                "form": "none" if device.gpus == 0 else "",
            },
            question=_question(device.gpus, default, bool(now)),
        )


@lru_cache(maxsize=64)
def _question(high: int, default: int | None, same: bool) -> Number:
    reason = "" if default is None else _SAME if same else _LEFT
    return Number(low=0, high=high, default=default, default_reason=reason)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """FPGA keys go; the count stands in limits and in requests, which Kubernetes wants equal."""
    module = manifest.holder(finding.module, finding.pointer)
    places = facts.resource_places(module)
    gone = [Change("remove", place.pointer, finding.id) for place in places if facts.is_fpga(place.key)]
    count = answers[finding.id]
    if count == 0:
        return gone + [Change("remove", place.pointer, finding.id) for place in places if place.key == facts.GPU]
    return gone + [change for part in ("limits", "requests") for change in _ask(module, part, count, finding.id)]


def _ask(module: Module, part: str, count: int, finding: str) -> Iterator[Change]:
    place = experimental.find(module, "resources", part, facts.GPU)
    if place is None:
        yield Change("add", experimental.to(module, "resources", part, facts.GPU), finding, count)
    elif ports.whole(place.value) != count:
        yield Change("replace", place.pointer, finding, count)


RULE = Rule(id="fpga-resource", area=Area.RESOURCES, source=("R2", "R1", "R6"), detect=detect, apply=apply)
