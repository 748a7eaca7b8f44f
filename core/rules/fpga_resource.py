"""A module that requests the FPGA requests GPUs instead, as many as the operator chooses."""

from __future__ import annotations

from core.docker import accelerators, facts
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module with an FPGA resource; the first modules get the GPUs there are."""
    asking = [*where(manifest, facts.wants_fpga)]
    questions = accelerators.count_questions(manifest, device) if asking else {}
    for module in asking:
        place = next(place for place in facts.resource_places(module) if facts.is_fpga(place.key))
        yield RULE.finding(
            module,
            "gpu",
            place.pointer,
            Verdict.ASK,
            question=questions[module.pointer],
            resources=[*facts.fpga_keys(module)],
            asked=place.value if isinstance(place.value, (int, str)) else None,
            gpus=device.gpus,
            variant="none" if device.gpus == 0 else "",
        )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the FPGA by the count in limits and in requests, which must be equal on Kubernetes."""
    module = manifest.holder(finding.module, finding.pointer)
    places = facts.resource_places(module)
    gone = [Change("remove", place.pointer, finding.id) for place in places if facts.is_fpga(place.key)]
    return [*gone, *accelerators.changes(module, accelerators.granted(module, answers), finding.id)]


RULE = Rule(
    id=rule_ids.FPGA_BY_RESOURCE,
    area=Area.RESOURCES,
    source=("R2", "R1", "R6"),
    detect=detect,
    apply=apply,
    gives_up_count=True,
)
