"""A module whose image is built for ARM processors: the device has amd64."""

from __future__ import annotations

from core.docker import deployed
from core.docker.images import arm_word
from core.manifest.manifest import Manifest
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields images whose repository or tag names an ARM processor, unless another rule replaces the image."""
    for module in manifest.modules:
        word = arm_word(module.image)
        if word and not deployed.runtime_image(manifest, module):
            yield RULE.finding(module, "image", module.image_pointer, Verdict.BLOCK, image=module.image, word=word)


RULE = Rule(id="arm-image", area=Area.RUNTIME, source=("DEV-10-amd64",), detect=detect, targets=EVERYWHERE)
