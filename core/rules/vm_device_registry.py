"""An image from the registry of the device itself, which a device without Kubernetes does not have."""

from __future__ import annotations

from core.docker import placeholders
from core.manifest.manifest import Manifest
from core.model.questions import Text
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

PORT = ":31001/"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::\d{1,5})?(?:/[a-z0-9._/-]{1,200})?"


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such image with a known host."""
    for module in manifest.modules:
        host, mark, rest = module.image.partition(PORT)
        if mark and "/" not in host and not placeholders.holds(host):
            yield RULE.finding(
                module,
                "image",
                module.image_pointer,
                Verdict.ASK,
                question=Text(pattern=_HOST, unchanged=f"{host}{PORT[:-1]}"),
                image=module.image,
                registry=f"{host}{PORT[:-1]}",
                path=rest,
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the address of the registry in the image."""
    answer, old = str(answers[finding.id]), str(finding.facts["registry"])
    if answer == old:
        return ()
    return (Change("edit", finding.pointer, finding.id, answer, 0, len(old)),)


RULE = Rule(
    id="vm-device-registry",
    area=Area.RUNTIME,
    source=("V-O11",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    hint=N_("A registry that the VM can reach, such as myregistry.azurecr.io. Copy the image there first."),
)
