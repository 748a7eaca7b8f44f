"""Image references that the edge agent, or the container engine after it, cannot read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import engine, image_answers, placeholders
from core.docker.images import image_tag
from core.manifest.manifest import Manifest
from core.rules.base import EVERYWHERE, Answers, Area, Change, Device, Finding, Rule, Verdict

_IN_PARTS = ("layered", "options")
"""Shapes in which the image of a module may be in another file."""


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields names that no engine takes, a tag with a digest, or no image; placeholders and layers are left alone."""
    for module in manifest.modules:
        image = module.image.strip()
        settings = module.body.get("settings")
        unreadable = image_tag(image) is None
        if (
            (not unreadable and engine.takes_image(image))
            or placeholders.holds(image)
            or not isinstance(settings, dict)
        ):
            continue
        value = settings.get("image")
        if placeholders.is_left(value) or ("image" not in settings and manifest.shape in _IN_PARTS):
            continue
        yield RULE.finding(
            module,
            "image",
            module.image_pointer,
            Verdict.BLOCK,
            question=image_answers.question(manifest, module, drop=True),
            image=image,
            variant="empty" if not image else "" if unreadable else "name",
        )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Sets the image, or removes the module."""
    module = manifest.holder(finding.module, finding.pointer)
    return image_answers.changes(manifest, module, finding.id, answers[finding.id])


RULE = Rule(
    id="image-reference",
    area=Area.RUNTIME,
    source=("AGT-3", "V-DOCKER"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    gives_up=("drop",),
    hint=image_answers.HINT,
    first_answers=("drop",),
)
