"""A placeholder of a template hides what the rules would have to know."""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest import pointer as ptr
from core.manifest.jsonc import Placeholder
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Create options that are one placeholder, and bare placeholders within them."""
    for module in manifest.modules:
        if module.unjudged:
            yield _finding(module.name, module.options_pointer, module.unjudged, "")
            continue
        for pointer, value in _hidden(module.options, module.options_pointer):
            yield _finding(module.name, pointer, str(value), "value")


def _hidden(value: Json, pointer: str) -> Iterator[tuple[str, Placeholder]]:
    if isinstance(value, Placeholder):
        yield pointer, value
    elif isinstance(value, (dict, list)):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in members:
            if isinstance(item, (dict, list, Placeholder)):
                yield from _hidden(item, ptr.join(pointer, key))


def _finding(module: str, pointer: str, placeholder: str, variant: str) -> Finding:
    return RULE.finding(
        module,
        ptr.last(pointer),
        pointer,
        Verdict.MANUAL,
        module=module,
        placeholder=placeholder,
        key=ptr.last(pointer),
        variant=variant,
    )


RULE = Rule(id="unjudged", area=Area.RUNTIME, source=("MAN-4",), detect=detect)
