"""The same create option twice, in different case: one of the two is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import options_table as table
from core.docker import profiles
from core.docker.options import Place as Level
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place
from core.rules.base import Area, Device, Finding, Rule, Verdict

_TYPED = frozenset(name for name, row in table.BY_PLACE[Level.TOP].items() if row.type is not None and not row.bag)
"""Names at the top level that the agent has a type for: it reads both, one after the other."""

_VERDICTS = {"": Verdict.BLOCK, "both": Verdict.BLOCK, "exact": Verdict.MANUAL, "ignored": Verdict.MANUAL}


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Looks at the top level, in HostConfig, in mounts and port bindings; k8s-experimental has its own rule."""
    untyped = "" if profiles.of(device).any_case_options else "exact"
    for module in manifest.modules:
        for place, other in _twice(module.find()) if module.options else ():
            if not place.key.lower().startswith("k8s"):
                variant = "both" if place.key.lower() in _TYPED else untyped
                yield _finding(module, place, other, variant)
        for honored, holder in _holders(module):
            for place, other in _twice(holder):
                yield _finding(module, place, other, "both" if place.key.lower() in honored else "ignored")


def _holders(module: Module) -> Iterator[tuple[frozenset[str], Place]]:
    """Yields objects within HostConfig with the names that are read there."""
    host = module.find("HostConfig") if module.options else None
    if host is None:
        return
    yield table.READ[Level.HOST], host
    for mount in module.list_at("HostConfig", "Mounts"):
        yield table.READ[Level.MOUNT], mount
    for port in module.members_at("HostConfig", "PortBindings"):
        for index, binding in enumerate(port.value if isinstance(port.value, list) else ()):
            yield table.READ[Level.BINDING], Place(ptr.join(port.pointer, index), binding)


def _twice(holder: Place | None) -> Iterator[tuple[Place, str]]:
    """Yields each member whose name exists in Docker's spelling as well, with that spelling."""
    value = holder.value if holder is not None else None
    if holder is None or not isinstance(value, dict) or len({key.lower() for key in value}) == len(value):
        return
    groups: dict[str, list[str]] = {}
    for key in value:
        groups.setdefault(key.lower(), []).append(key)
    for keys in groups.values():
        kept = next((key for key in keys if key[:1].isupper() and not key.isupper()), keys[0])
        for key in keys:
            if key != kept:
                yield Place(ptr.join(holder.pointer, key), value[key]), kept


def _finding(module: Module, place: Place, other: str, variant: str) -> Finding:
    return RULE.finding(
        module, place.key, place.pointer, _VERDICTS[variant], key=place.key, other=other, variant=variant
    )


RULE = Rule(id="option-twice", area=Area.RUNTIME, source=("AGT-4-twice", "AGT-2"), detect=detect)
