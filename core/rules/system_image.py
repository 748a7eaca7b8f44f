"""The images of edgeAgent and edgeHub belong to the target device, not to the old one."""

from __future__ import annotations

from core.docker import deployed
from core.manifest.manifest import Kind, Manifest
from core.model import rule_ids
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each of the two in the manifest, answered if the device's deployment is known."""
    for module in manifest.modules:
        if module.kind is not Kind.SYSTEM or not module.image:
            continue
        there, place = deployed.runtime_image(manifest, module), module.image_pointer
        if not there:
            yield RULE.finding(module, "image", place, Verdict.MANUAL, image=module.image)
        elif there != module.image:
            yield RULE.finding(module, "image", place, Verdict.AUTO, image=module.image, there=there, variant="known")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the image of the device in place of the old one."""
    if "there" not in finding.facts:
        return ()
    return (Change("replace", finding.pointer, finding.id, finding.facts["there"]),)


RULE = Rule(
    id=rule_ids.AGENT_OR_HUB_IMAGE,
    area=Area.RUNTIME,
    source=("MAN-system",),
    detect=detect,
    apply=apply,
    minutes=5,
    needs_export=True,
)
