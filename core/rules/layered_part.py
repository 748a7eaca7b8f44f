"""A dotted key of a layered deployment that sets a part of a module or of the runtime, which no rule judges alone."""

from __future__ import annotations

from core.manifest.manifest import Manifest
from core.manifest.spelling import DESIRED
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict

_MODULES = ("modules.", "systemModules.")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such key."""
    for place in manifest.parts:
        key = place.key.removeprefix(f"{DESIRED}.")
        module = key.split(".")[1] if key.startswith(_MODULES) else ""
        variant = "module" if module else ""
        yield RULE.finding("", key, place.pointer, Verdict.MANUAL, key=key, of=module, variant=variant)


RULE = Rule(id="layered-part", area=Area.RUNTIME, source=("MAN-4",), detect=detect, targets=EVERYWHERE, minutes=10)
