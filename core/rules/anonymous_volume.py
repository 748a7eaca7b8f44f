"""Docker keeps `Volumes` and odd mount types outside the container; the edge agent does not read them."""

from __future__ import annotations

from core.docker import storage
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.model import rule_ids
from core.rules.base import Area, Device, Findings, Rule, Verdict

READ = ("", "bind", "volume", "tmpfs")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for all `Volumes` of a module, and one for each mount of a type that nothing reads."""
    paths = [place.key for place in module.members_at("Volumes")]
    place = module.find("Volumes")
    if paths and place is not None:
        yield RULE.finding(module, "Volumes", place.pointer, Verdict.MANUAL, paths=[*paths], variant="")
    for mount in storage.mounts(module):
        if mount.kind not in READ and not mount.unfilled:
            yield RULE.finding(
                module,
                mount.target or mount.source,
                mount.pointer,
                Verdict.MANUAL,
                paths=[mount.target],
                kind=mount.kind,
                variant="type",
            )


RULE = Rule(id=rule_ids.VOLUMES_OPTION, area=Area.STORAGE, source=("AGT-5.4",), detect=detect)
