"""A module whose image is built for Windows containers: the device runs Linux containers only."""

from __future__ import annotations

from core.docker import deployed
from core.manifest.manifest import Manifest
from core.manifest.read import for_windows
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields images whose name or tag says Windows, unless another rule replaces the image."""
    for module in manifest.modules:
        if module.image and for_windows(module.image) and not deployed.runtime_image(manifest, module):
            yield RULE.finding(module, "image", module.image_pointer, Verdict.BLOCK, image=module.image)


RULE = Rule(id="windows-image", area=Area.RUNTIME, source=("AGT-2",), detect=detect, targets=EVERYWHERE)
