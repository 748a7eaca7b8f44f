"""A module that only hints at the FPGA, by the wireserver or by a name, may need a GPU."""

from __future__ import annotations

from core.docker import accelerators
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.rules.base import Answers, Area, Changes, Device, Finding, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module with hints and no other use of the FPGA."""
    hinting = [*where(manifest, lambda module: accelerators.asker(module) == RULE.id)]
    questions = accelerators.count_questions(manifest, device) if hinting else {}
    for module in hinting:
        yield RULE.finding(
            module,
            "gpu",
            _pointer(module),
            Verdict.ASK,
            question=questions[module.pointer],
            names=list(accelerators.names(module)),
            gpus=device.gpus,
            variant="" if accelerators.has_wireserver(module) else "name",
            tags=["none"] if device.gpus == 0 else [],
        )


def _pointer(module: Module) -> str:
    """The place of the hint: the wireserver variable, else the image, else the module."""
    for env in module.env():
        if env.name.upper() == accelerators.WIRESERVER:
            return env.pointer
    return module.image_pointer if module.image else module.pointer


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds the GPUs."""
    module = manifest.holder(finding.module, finding.pointer)
    return list(accelerators.changes(module, accelerators.granted(module, answers), finding.id))


RULE = Rule(
    id=rule_ids.FPGA_BY_HINT,
    area=Area.RESOURCES,
    source=("R1", "R2", "R3"),
    detect=detect,
    apply=apply,
    gives_up_count=True,
)
