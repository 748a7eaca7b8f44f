"""A volume under k8s-experimental that is not mounted, is refused, or becomes an empty folder without a message."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from core.docker import experimental, placeholders, storage, volumes
from core.docker.names import RESERVED_VOLUMES as RESERVED
from core.docker.names import volume_name
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place, member, spelling, text_of
from core.model.changes import giving_up
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

# fmt: off
SOURCES = frozenset((
    "awselasticblockstore", "azuredisk", "azurefile", "cephfs", "cinder", "configmap", "csi", "downwardapi",
    "emptydir", "ephemeral", "fc", "flexvolume", "flocker", "gcepersistentdisk", "gitrepo", "glusterfs", "hostpath",
    "iscsi", "nfs", "persistentvolumeclaim", "photonpersistentdisk", "portworxvolume", "projected", "quobyte", "rbd",
    "scaleio", "secret", "storageos", "vspherevolume",
))
# fmt: on
"""Kubernetes' kinds of volumes; the agent's client reads them in any case and drops the rest."""

_LABEL = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?")
_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without this volume."))
_QUESTION = choice(_REMOVE)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each element of the list of volumes: refused, else what can be fixed in it."""
    place = experimental.find(module, "volumes")
    if place is None or not isinstance(place.value, list) or not place.value:
        return
    names = [_name(item) for item in place.value]
    held = _held(module, place.value)
    new = _new_names(names, held)
    for index, item in enumerate(place.value):
        where = Place(ptr.join(place.pointer, index), item)
        variant, detail = _refusal(module, item, names, index)
        fixes = [] if variant else _fixes(item, new, held)
        if variant or fixes:
            yield _finding(module, where, variant, detail, fixes, new)


def _name(item: Json) -> str:
    return text_of(member(item, "volume"), "name")


def _key(item: Json) -> str | None:
    """The key of the mounts: the right one, else the one that documents use by mistake."""
    return spelling(item, "volumeMounts") or spelling(item, "volumeMount")


def _mounts(item: Json) -> list[Json]:
    """The mounts as they are read once their key and shape are fixed."""
    key = _key(item)
    mounts = None if key is None else item[key]
    return mounts if isinstance(mounts, list) else [] if mounts is None else [mounts]


def _refusal(module: Module, item: Json, names: list[str], index: int) -> tuple[str, str]:
    """Why an element cannot be fixed, and the value at fault; empty if it can be, or if it is valid."""
    name, volume = _name(item), member(item, "volume")
    if not name or not isinstance(volume, dict) or any(not isinstance(mount, dict) for mount in _mounts(item)):
        return "broken", ""
    if names.index(name) != index:
        return "twice", ""
    kinds = [key for key in volume if key.lower() != "name"]
    if not any(key.lower() in SOURCES for key in kinds):
        return "source", ", ".join(kinds)
    if any(map(placeholders.holds, (*names, *(member(mount, "name") for mount in _mounts(item))))):
        return "", ""
    there = {*names, *(volume_name(mount.source) for mount in storage.mounts(module))}
    for mount in _mounts(item):
        target, path = member(mount, "name"), member(mount, "mountPath")
        if target not in there or not isinstance(path, str) or not path:
            return "mount", target if isinstance(target, str) else ""
    return "", ""


def _held(module: Module, items: list[Json]) -> frozenset[str]:
    """The names of other volumes of the pod: of mounts, of binds as they are suggested, and of the helper container.

    A name to which the mounts of another element refer is left out: which of the volumes they mean is unknown.
    """
    of_mounts = {volume_name(mount.source) for mount in storage.mounts(module) if mount.kind in ("bind", "volume")}
    of_binds = {volume_name(bind.share if bind.form == "share" else bind.source) for bind in storage.binds(module)}
    mounted = ((member(mount, "name"), _name(item)) for item in items for mount in _mounts(item))
    elsewhere = {name for name, own in mounted if isinstance(name, str) and name != own}
    return frozenset(name for name in (*RESERVED, *of_mounts, *of_binds) if name and name not in elsewhere)


def _fixes(item: Json, new: dict[str, str], held: Collection[str]) -> list[Json]:
    """The fixes: `name`, or `taken` for that of another volume; `singular` (key of the mounts), `object` (no list)."""
    key = _key(item)
    name = _name(item)
    wrong: list[Json] = [] if name not in new else ["taken"] if name in held else ["name"]
    if key is not None and key.lower() == "volumemount":
        wrong.append("singular")
    return [*wrong, "object"] if key is not None and isinstance(item[key], dict) else wrong


def _finding(
    module: Module, place: Place, variant: str, detail: str, fixes: list[Json], new: dict[str, str]
) -> Finding:
    name = _name(place.value)
    return RULE.finding(
        module,
        name or "volume",
        place.pointer,
        Verdict.BLOCK if variant else Verdict.AUTO,
        question=_QUESTION if variant else None,
        name=name,
        detail=detail,
        new=new.get(name, name),
        variant=variant,
        tags=fixes,
    )


def _new_names(names: list[str], held: Collection[str]) -> dict[str, str]:
    """Names that Kubernetes accepts and no other volume has, for names that occur once and are refused or held.

    A name with a placeholder stays: what it will be is unknown.
    """
    taken = {name for name in names if _LABEL.fullmatch(name)} | {*held}
    new: dict[str, str] = {}
    for name in names:
        refused = name not in taken or name in held
        if name and refused and names.count(name) == 1 and not placeholders.holds(name):
            stem = volumes.label(name)
            new[name] = next(
                each for each in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if each not in taken
            )
            taken.add(new[name])
    return new


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the volume, or fixes its name and its mounts."""
    if finding.facts["variant"]:
        return (Change("remove", finding.pointer, finding.id, gives_up=True),)
    item = ptr.resolve(manifest.tree, finding.pointer)
    old, new = str(finding.facts["name"]), str(finding.facts["new"])
    return giving_up([*_renamed(item, finding, old, new), *_mounts_fixed(item, finding, old, new)])


def _renamed(item: Json, finding: Finding, old: str, new: str) -> Iterator[Change]:
    volume = spelling(item, "volume")
    name = None if volume is None else spelling(item[volume], "name")
    if name is not None and old != new:
        yield Change("replace", ptr.join(finding.pointer, str(volume), name), finding.id, new)


def _mounts_fixed(item: Json, finding: Finding, old: str, new: str) -> Iterator[Change]:
    key = _key(item)
    if key is None:
        return
    where = ptr.join(finding.pointer, key)
    if key.lower() == "volumemount":
        yield Change("rename", where, finding.id, "volumeMounts")
    if isinstance(item[key], dict):
        mount = {name: new if name.lower() == "name" and value == old else value for name, value in item[key].items()}
        yield Change("replace", where, finding.id, [mount])
    elif isinstance(item[key], list) and old != new:
        for index, mount in enumerate(item[key]):
            name = spelling(mount, "name")
            if name is not None and mount[name] == old:
                yield Change("replace", ptr.join(where, index, name), finding.id, new)


RULE = Rule(
    id="section-volume",
    area=Area.STORAGE,
    source=("AGT-9-names", "AGT-9-volumes"),
    detect=detect,
    apply=apply,
)
