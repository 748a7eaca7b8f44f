"""Two volumes of one module with the same name: some agents refuse them, others confuse them."""

from __future__ import annotations

from core.docker import profiles, storage
from core.docker.names import RESERVED_VOLUMES, volume_name
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import Area, Device, Findings, Rule, Verdict

PATHS = ("directory", "system", "common", "share")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each name of more than one volume."""
    for name, users in _names(module).items():
        sources = list(dict.fromkeys(source for source, _, _ in users))
        paths = [source for source, kind, _ in users if kind == "bind"]
        same = len(sources) == 1
        if name in RESERVED_VOLUMES:
            variant = "reserved"
        elif not same:
            variant = "different"
        elif len(paths) > 1 and not profiles.of(device).merges_all_mounts:
            variant = "old-agent"
        else:
            continue
        verdict = Verdict.BLOCK if variant == "reserved" else Verdict.MANUAL
        yield RULE.finding(module, name, users[-1][2], verdict, name=name, sources=[*sources], variant=variant)


def _names(module: Module) -> dict[str, list[tuple[str, str, str]]]:
    """Source, kind (bind or volume) and pointer of each mount and bind, by volume name."""
    sources: dict[str, list[tuple[str, str, str]]] = {}
    for mount in storage.mounts(module):
        name = volume_name(mount.source) if mount.kind in ("bind", "volume") else None
        if name is not None:
            source = storage.same_folder(mount.source)
            sources.setdefault(name, []).append((source, mount.kind, mount.pointer))
    for bind in storage.binds(module):
        kind = "volume" if bind.form == "share" else "bind"
        source = bind.share if bind.form == "share" else storage.same_folder(bind.source)
        name = volume_name(source) if bind.form in PATHS else None
        if name is not None:
            sources.setdefault(name, []).append((source, kind, bind.pointer))
    return sources


RULE = Rule(id="volume-name-clash", area=Area.STORAGE, source=("AGT-5.3", "S8"), detect=detect)
