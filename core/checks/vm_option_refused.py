"""A create option of a type that IoT Edge or Docker cannot read, or a value that edgeAgent or edgeHub refuses."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Finding, Findings, Json, Verdict
from core.docker import given_options, placeholders, untyped
from core.docker.meant import null_texts
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place
from core.targets.linux_vm import VmPreview, agent

_OWN = frozenset(("portbindings", "restartpolicy", "cmd", "entrypoint"))
"""Options that are judged above or by Docker's own types; the agent for Docker has its own policies."""


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each such value."""
    for module in manifest.modules:
        for key in ("Cmd", "Entrypoint"):
            place = module.find(key)
            hidden = place is not None and placeholders.is_left(place.value)
            if place is not None and place.value is not None and not hidden and not untyped.is_texts(place.value):
                yield _finding(module, place, "list")
        for place in module.members_at("HostConfig", "PortBindings"):
            entries = place.value if isinstance(place.value, list) else [place.value]
            fits = isinstance(place.value, list) and all(isinstance(entry, dict) for entry in entries)
            if not fits and not any(map(placeholders.is_left, entries)):
                yield _finding(module, place, "bindings")
        for level, place, option in given_options.members(module):
            fits = option is None or option.type is None or next(option.type.faults(place.value), None) is None
            fits = fits and not untyped.wanted(level, place)
            for at in null_texts(option, place.value) if option is not None and fits else ():
                yield _finding(module, Place(ptr.join(place.pointer, at), None), "", place.key)
            if not fits and not placeholders.is_left(place.value) and place.key.lower() not in _OWN:
                yield _finding(module, place, "")
    for refused in agent.refusals(manifest):
        key, code, value = refused.key, refused.code, refused.value
        facts: dict[str, Json] = {"key": key, "value": "null" if value is None else str(value), "variant": code}
        subject = key if refused.module else f"{code} {key}"
        yield CHECK.finding(refused.module, subject, refused.pointer, Verdict.BLOCK, module=refused.module, **facts)


def _finding(module: Module, place: Place, variant: str, key: str = "") -> Finding:
    """The finding for an option, or for a part of the option `key`."""
    value = str(place.value) if isinstance(place.value, str | int | float) else ""
    key = key or place.key
    return CHECK.finding(module, key, place.pointer, Verdict.BLOCK, key=key, value=value, variant=variant)


CHECK = Check(
    id="vm-option-refused",
    area=Area.RUNTIME,
    source=("V-O7",),
    run=run,
    targets=LINUX_VM,
)
