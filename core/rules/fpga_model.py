"""A model made for the FPGA does not run on a GPU, and no manifest can change that."""

from __future__ import annotations

from core.docker import accelerators, facts
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module with any use of the FPGA."""
    for module in manifest.modules:
        traces = accelerators.traces(module, facts.fpga_keys(module))
        if traces:
            yield RULE.finding(
                module,
                "model",
                module.image_pointer if module.image else module.pointer,
                Verdict.MANUAL,
                image=module.image,
                traces=[*traces],
            )


RULE = Rule(
    id=rule_ids.FPGA_CODE,
    area=Area.RESOURCES,
    source=("DEV-7-models", "R1"),
    detect=detect,
    targets=EVERYWHERE,
    minutes=240,
)
