"""Docker options that the Kubernetes edge agent does not read: each is named, with what takes its place."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import options
from core.docker import options_table as table
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place, remembered
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule

_EMPTY = (None, "", 0, False)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One note for each key that is ignored, at the top, in HostConfig, in mounts and in port bindings."""
    for module in manifest.modules:
        if module.options:
            refused = {place.pointer for _, place, _ in options.unreadable(module)}
            for place in _ignored(module):
                if place.pointer not in refused:
                    yield _finding(module, place)


@remembered
def _ignored(module: Module) -> tuple[Place, ...]:
    return tuple(_all_ignored(module))


def _all_ignored(module: Module) -> Iterator[Place]:
    yield from _unless(module.find(), table.HONOURED, table.TOLD_ELSEWHERE)
    host = module.find("HostConfig")
    yield from _unless(host, table.HONOURED_HOST, table.TOLD_ELSEWHERE_HOST)
    if host is None or host.value is None:
        return
    for mount in module.list_at("HostConfig", "Mounts"):
        yield from _unless(mount, table.HONOURED_MOUNT)
    for port in module.members_at("HostConfig", "PortBindings"):
        for index, binding in enumerate(port.value if isinstance(port.value, list) else ()):
            yield from _unless(Place(f"{port.pointer}/{index}", binding), table.HONOURED_BINDING)


def _unless(holder: Place | None, honoured: frozenset[str], message: frozenset[str] = frozenset()) -> Iterator[Place]:
    """The members that are not read, unless another rule tells of the value they hold."""
    if holder is not None and isinstance(holder.value, dict):
        for key, value in holder.value.items():
            lowered = key.lower()
            if lowered in honoured or lowered.startswith("k8s"):
                continue
            silent = lowered not in table.TOLD_EMPTY and _empty(value)
            if lowered not in message or silent or (lowered in table.TOLD_MEMBERS and not isinstance(value, dict)):
                yield Place(ptr.join(holder.pointer, key), value)


def _empty(value: object) -> bool:
    return value in _EMPTY or value in ([], {})


def _finding(module: Module, place: Place) -> Finding:
    matters = place.key.lower() in table.MATTERS and not _empty(place.value)
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        Verdict.MANUAL if matters else Verdict.NOTE,
        key=place.key,
        replacement=table.replacement(place.key),
        variant="matters" if matters else "",
    )


RULE = Rule(id="ignored-option", area=Area.RUNTIME, source=("O6", "AGT-5.2"), detect=detect, advice=True)
