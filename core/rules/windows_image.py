"""A module whose image is built for Windows containers: the device runs Linux containers only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.manifest.manifest import Manifest
from core.manifest.read import for_windows
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Images whose name or tag says Windows."""
    for module in manifest.modules:
        if module.image and for_windows(module.image):
            yield Finding(
                rule=RULE.id,
                module=module.name,
                subject="image",
                pointer=module.pointer + "/settings/image",
                verdict=Verdict.BLOCK,
                facts={"module": module.name, "image": module.image},
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Nothing we could change: another image must be built."""
    return ()


RULE = Rule(id="windows-image", area=Area.RUNTIME, source=("AGT-2",), detect=detect, apply=apply)
