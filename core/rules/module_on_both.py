"""Modules of the file whose name another module has on the target device, which they replace."""

from __future__ import annotations

from core.docker import deployed
from core.manifest.manifest import Manifest
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "file",
        N_("Replace it with the module of this file"),
        N_("{other} on the GPU device stops; {module} replaces it."),
    ),
    default="file",
    reason=N_("this is the file that you are migrating"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each pair that differs; equal modules need no answer."""
    for module, other in deployed.on_both(manifest):
        yield RULE.finding(
            module,
            "name",
            module.pointer,
            Verdict.ASK,
            question=_QUESTION,
            other=other.name,
            image=module.image,
            image_there=other.image,
            variant="image" if other.image and other.image != module.image else "",
        )


RULE = Rule(
    id="module-on-both",
    area=Area.NAMING,
    source=("MAN-replace",),
    detect=detect,
    targets=EVERYWHERE,
    gives_up=("file",),
)
