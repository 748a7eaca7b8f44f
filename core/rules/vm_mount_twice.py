"""Two mounts of a module at one path, for which Docker creates no container: the second one can be removed."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from core.docker import mount_points, placeholders, storage
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict, removing
from core.text.catalogue import N_

_DROP = option(
    "drop", N_("Remove this mount"), N_("{module} has there what is mounted first, as far as the file shows an order.")
)
_QUESTION = choice(_DROP)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each further mount at a path."""
    seen: set[str] = set()
    for pointer, target in _mounted(module):
        place = normpath(target)
        if place in seen:
            yield RULE.finding(module, target, pointer, Verdict.BLOCK, question=_QUESTION, target=target)
        seen.add(place)


def _mounted(module: Module) -> Iterator[tuple[str, str]]:
    """The pointer and path of each mount, in Docker's order; none that a template fills in later."""
    mounts = [(bind.pointer, bind.target) for bind in storage.binds(module) if bind.source]
    mounts += [(mount.pointer, mount.target) for mount in mount_points.readable(module)]
    mounts += [(place.pointer, place.key) for place in module.members_at("HostConfig", "Tmpfs")]
    yield from ((pointer, path) for pointer, path in mounts if path and not placeholders.holds(path))


RULE = Rule(
    id="vm-mount-twice",
    area=Area.STORAGE,
    source=("V-S3",),
    detect=detect,
    apply=removing(),
    targets=LINUX_VM,
    gives_up=("drop",),
    first_answers=("drop",),
)
