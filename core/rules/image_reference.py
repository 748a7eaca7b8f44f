"""Image references the edge agent cannot read."""

from __future__ import annotations

from core.docker import placeholders
from core.docker.images import image_tag
from core.manifest.manifest import Manifest
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields a tag together with a digest, two tags, or no image; placeholders of templates are ignored."""
    for module in manifest.modules:
        image = module.image.strip()
        settings = module.body.get("settings")
        if placeholders.holds(image) or not isinstance(settings, dict) or (not image and "image" not in settings):
            continue
        if image_tag(image) is None:
            yield RULE.finding(
                module,
                "image",
                module.image_pointer,
                Verdict.BLOCK,
                image=image,
                variant="" if image else "empty",
            )


RULE = Rule(id="image-reference", area=Area.RUNTIME, source=("AGT-3",), detect=detect, targets=EVERYWHERE)
