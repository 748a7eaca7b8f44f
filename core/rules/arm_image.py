"""A module whose image is built for ARM processors: the device has amd64."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.docker import deployed
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import EVERYWHERE, Rule

_ARM = re.compile(
    r"(?i)(?<![a-z0-9])(?P<word>arm32v[5-7]|armv[5-8](?:hf|l)?|arm64v8|arm64|arm32|aarch64|armhf)(?![a-z0-9])"
)
_IN_TAG = re.compile(r"(?i):(?:[^/:]*[^a-z0-9/:])?(?P<word>arm)(?![a-z0-9])")
_AMD = re.compile(r"(?i)(?<![a-z0-9])(?:amd64|x86[-_]64|x64)(?![a-z0-9])")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Images whose repository or tag names an ARM processor, unless that of the device takes their place."""
    for module in manifest.modules:
        word = _word(module.image)
        if word and not deployed.runtime_image(manifest, module):
            yield RULE.finding(module, "image", module.image_pointer, Verdict.BLOCK, image=module.image, word=word)


def _word(image: str) -> str:
    """What names an ARM processor; the registry and a digest say nothing, and `arm` counts in a tag only."""
    image = image.partition("@")[0]
    host, slash, path = image.partition("/")
    name = path if slash and ("." in host or ":" in host) else image
    found = _ARM.search(name) or _IN_TAG.search(name)
    return "" if found is None or _AMD.search(name) else found["word"]


RULE = Rule(id="arm-image", area=Area.RUNTIME, source=("DEV-10-amd64",), detect=detect, targets=EVERYWHERE)
