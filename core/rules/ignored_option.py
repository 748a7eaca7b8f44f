"""Docker options that the Kubernetes edge agent does not read: each is named, with what takes its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.manifest import options_table as table
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place
from core.model import Answers, Area, Change, Device, Finding, Rule, Verdict

_EMPTY = (None, "", 0, False)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One note for each key that is ignored, at the top, in HostConfig, in mounts and in port bindings."""
    for module in manifest.modules:
        if module.options:
            for place in _ignored(module):
                yield _finding(module, place)


def _ignored(module: Module) -> Iterator[Place]:
    for place in module.members_at():
        yield from _unless(place, table.HONOURED, table.TOLD_ELSEWHERE)
    for place in module.members_at("HostConfig"):
        yield from _unless(place, table.HONOURED_HOST, table.TOLD_ELSEWHERE_HOST)
    for mount in module.list_at("HostConfig", "Mounts"):
        yield from _inside(mount, table.HONOURED_MOUNT)
    for port in module.members_at("HostConfig", "PortBindings"):
        for index, binding in enumerate(port.value if isinstance(port.value, list) else ()):
            yield from _inside(Place(f"{port.pointer}/{index}", binding), table.HONOURED_BINDING)


def _unless(place: Place, honoured: frozenset[str], told: frozenset[str]) -> Iterator[Place]:
    """The place, unless it is read, or another rule tells of the value it holds."""
    key = place.key.lower()
    if key in honoured or key.startswith("k8s"):
        return
    if key not in told or (key not in table.TOLD_EMPTY and _empty(place.value)):
        yield place


def _inside(holder: Place, honoured: frozenset[str]) -> Iterator[Place]:
    if isinstance(holder.value, dict):
        for key, value in holder.value.items():
            if key.lower() not in honoured:
                yield Place(ptr.join(holder.pointer, key), value)


def _empty(value: object) -> bool:
    return value in _EMPTY or value in ([], {})


def _finding(module: Module, place: Place) -> Finding:
    matters = place.key.lower() in table.MATTERS and not _empty(place.value)
    return Finding(
        rule=RULE.id,
        module=module.name,
        subject=place.key,
        pointer=place.pointer,
        verdict=Verdict.MANUAL if matters else Verdict.NOTE,
        facts={
            "module": module.name,
            "key": place.key,
            "replacement": table.replacement(place.key),
            "form": "matters" if matters else "",
        },
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Nothing changes: an ignored option does no harm."""
    return ()


RULE = Rule(id="ignored-option", area=Area.RUNTIME, source=("O6", "AGT-5.2"), detect=detect, apply=apply)
