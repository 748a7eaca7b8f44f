"""A create option of a type that IoT Edge or Docker cannot read, or an entry edgeAgent refuses."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import LINUX_VM, Check
from core.docker import options_table, placeholders
from core.docker.options import Place as Level
from core.manifest.manifest import Manifest, Module, Place
from core.model.base import Json
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.linux_vm import VmPreview

_OWN = frozenset(("portbindings", "restartpolicy"))
"""Options that are judged above, or by what Docker knows: the agent for Docker reads its names of policies."""


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Iterator[Finding]:
    """One finding for each such value."""
    for module in manifest.modules:
        for key in ("Cmd", "Entrypoint"):
            place = module.find(key)
            hidden = place is not None and placeholders.is_left(place.value)
            if place is not None and place.value is not None and not hidden and not _is_texts(place.value):
                yield _finding(module, place, "list")
        for place in module.members_at("HostConfig", "PortBindings"):
            entries = place.value if isinstance(place.value, list) else [place.value]
            fits = isinstance(place.value, list) and all(isinstance(entry, dict) for entry in entries)
            if not fits and not any(map(placeholders.is_left, entries)):
                yield _finding(module, place, "bindings")
        for place in module.members_at("HostConfig"):
            option = options_table.find(Level.HOST, place.key)
            fault = None if option is None or option.type is None else next(option.type.faults(place.value), None)
            hidden = placeholders.is_left(place.value)
            if fault is not None and not hidden and place.key.lower() not in _OWN:
                yield _finding(module, place, "")
        kind = module.body.get("type")
        if kind not in (None, "docker") and not placeholders.is_left(kind):
            yield _finding(module, Place(f"{module.pointer}/type", kind), "type")


def _is_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _finding(module: Module, place: Place, variant: str) -> Finding:
    value = str(place.value) if isinstance(place.value, str | int | float) else ""
    return CHECK.finding(module, place.key, place.pointer, Verdict.BLOCK, key=place.key, value=value, variant=variant)


CHECK = Check(
    id="vm-option-refused",
    area=Area.RUNTIME,
    source=("V-O7",),
    run=run,
    targets=LINUX_VM,
)
