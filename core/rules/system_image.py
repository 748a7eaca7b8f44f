"""The images of edgeAgent and edgeHub belong to the target device, not to the old one."""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest.manifest import Kind, Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each of the two that the manifest names."""
    for module in manifest.modules:
        if module.kind is Kind.SYSTEM and module.image:
            yield RULE.finding(module, "image", module.pointer + "/settings/image", Verdict.MANUAL, image=module.image)


RULE = Rule(id="system-image", area=Area.RUNTIME, source=("MAN-system",), detect=detect)
