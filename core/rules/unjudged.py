"""A placeholder of a template hides what the rules would have to know."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import unfilled
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import EVERYWHERE, Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Create options that are one placeholder, and every value at or below which one is left."""
    for found in unfilled.places(manifest):
        yield RULE.finding(
            found.module,
            found.key,
            found.pointer,
            Verdict.MANUAL,
            module=found.module,
            placeholder=found.placeholder,
            key=found.key,
            variant=found.form,
            tags=["storage"] if found.storage else [],
        )


RULE = Rule(id="unjudged", area=Area.RUNTIME, source=("MAN-4",), detect=detect, targets=EVERYWHERE, minutes=5)
