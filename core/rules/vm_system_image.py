"""The images of edgeAgent and edgeHub on a Linux VM, which must be of a supported release."""

from __future__ import annotations

import re

from core.docker import placeholders
from core.manifest.manifest import Kind, Manifest
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_IMAGES = {"edgeAgent": "azureiotedge-agent", "edgeHub": "azureiotedge-hub"}
_SERVED = re.compile(r"1\.[56](?:\.\d+)?")
_ROLLING = N_(
    "The newest release of 1.6, which Microsoft supports until November 2028. A restart may pull a newer one."
)
_OLD = N_("Support for 1.5 ended on November 10, 2026. The daemon on the VM must also be 1.5.")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each of the two with an image of another release; placeholders are ignored."""
    for module in manifest.modules:
        name = _IMAGES.get(module.name) if module.kind is Kind.SYSTEM else None
        if name is None or not module.image or placeholders.holds(module.image):
            continue
        tag = module.image.rpartition("/")[2].partition(":")[2]
        if f"/{name}:" in module.image and _SERVED.fullmatch(tag):
            continue
        whole = f"mcr.microsoft.com/{name}"
        options = (
            option(f"{whole}:1.6", "{image}", _ROLLING, image=f"{whole}:1.6"),
            option(f"{whole}:1.5", "{image}", _OLD, image=f"{whole}:1.5"),
            option(module.image, N_("Keep {image}"), N_("Correct only if it is a release of 1.6.")),
        )
        reason = N_("1.6 is the release that Microsoft supports")
        question = choice(*options, default=options[0].value, reason=reason, other=r"[A-Za-z0-9][A-Za-z0-9._:/@-]*")
        yield RULE.finding(module, "image", module.image_pointer, Verdict.ASK, question=question, image=module.image)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the image that was chosen."""
    answer = str(answers[finding.id])
    return () if answer == finding.facts["image"] else (Change("replace", finding.pointer, finding.id, answer),)


RULE = Rule(
    id="vm-system-image",
    area=Area.RUNTIME,
    source=("V-O8",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    hint=N_("An image with its tag, such as mcr.microsoft.com/azureiotedge-agent:1.6.1."),
)
