"""A device binding of the FPGA is removed, and a GPU can replace it."""

from __future__ import annotations

from core.docker import accelerators
from core.manifest import pointer as ptr
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields each module that binds device files of the FPGA."""
    bound = [*where(manifest, lambda module: accelerators.devices(module, "fpga"))]
    questions = accelerators.count_questions(manifest, device) if bound else {}
    for module in bound:
        places = accelerators.devices(module, "fpga")
        asks = accelerators.asker(module) == RULE.id
        blocked = not accelerators.has_gpu_key(module) and not accelerators.writable(module)
        yield RULE.finding(
            module,
            "gpu" if asks else "Devices",
            ptr.parent(places[0].pointer),
            Verdict.ASK if asks else Verdict.MANUAL if blocked else Verdict.AUTO,
            question=questions[module.pointer] if asks else None,
            depends=accelerators.follows(module) if not asks else (),
            paths=[accelerators.device_path(place.value) for place in places],
            gpus=device.gpus,
            variant="" if asks else "unwritable" if blocked else "reported-elsewhere",
            tags=["none"] if asks and device.gpus == 0 else [],
        )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the bindings, and adds the GPUs unless another finding adds them."""
    module = manifest.holder(finding.module, finding.pointer)
    gone = [Change("remove", place.pointer, finding.id) for place in accelerators.devices(module, "fpga")]
    if finding.question is None:
        return gone
    return [*gone, *accelerators.changes(module, accelerators.granted(module, answers), finding.id)]


RULE = Rule(
    id=rule_ids.FPGA_BY_DEVICE,
    area=Area.RESOURCES,
    source=("R1", "R2"),
    detect=detect,
    apply=apply,
    gives_up_count=True,
)
