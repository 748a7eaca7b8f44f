"""A placeholder of a template hides a value that the rules need to know."""

from __future__ import annotations

from core.docker import named_places, unfilled
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields create options that are one placeholder, and every value and key that holds one.

    Keys with a naming rule are left to the rule about names.
    """
    named = {place.pointer for place in named_places.places(manifest)}
    for found in unfilled.places(manifest):
        if found.named and found.pointer in named:
            continue
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


RULE = Rule(
    id=rule_ids.FILLED_IN_LATER, area=Area.RUNTIME, source=("MAN-4",), detect=detect, targets=EVERYWHERE, minutes=5
)
