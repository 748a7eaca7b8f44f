"""A module's own volumes under k8s-experimental, for what Mounts cannot express.

Source: Azure/iotedge, KubernetesModuleVolumeSpec.cs; the agent appends them to the pod unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.docker import experimental
from core.manifest import pointer as ptr
from core.manifest.manifest import Module, Place, member, spelling
from core.model.base import Json
from core.model.changes import Change

_NOT_LABEL = re.compile(r"[^a-z0-9]+")
_UNITS = {"": 1, "b": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
_SIZE = re.compile(r"(\d{1,15})([bkmg]?)", re.IGNORECASE)


def open_for(module: Module) -> bool:
    """Whether a volume can be added: the section is an object and its volumes an array, or both are absent."""
    return experimental.writable(module) and isinstance(experimental.get(module, "volumes"), (list, type(None)))


def label(*parts: str) -> str:
    """A valid Kubernetes volume name of these parts (at most 50 characters, to leave space for a number)."""
    return _NOT_LABEL.sub("-", "-".join(parts).lower())[:50].strip("-") or "volume"


def add(module: Module, finding: str, name: str, source: Json, mount: Json) -> Change:
    """The change that adds a volume and its one mount; `mount` has no name yet."""
    value = {"volume": {"name": name, **source}, "volumeMounts": [{"name": name, **mount}]}
    return Change("add", experimental.to(module, "volumes") + "/-", finding, value)


def empty_dir(size: int | None, in_memory: bool) -> Json:
    """An empty folder that lives as long as the pod, in memory or on the disk of the node."""
    source: Json = {"medium": "Memory"} if in_memory else {}
    if size:
        source["sizeLimit"] = f"{size // 1024**2}Mi" if size % 1024**2 == 0 else str(size)
    return {"emptyDir": source}


def docker_size(text: str) -> int | None:
    """The bytes of a Docker size such as `64m`; None for a percentage or anything else."""
    match = _SIZE.fullmatch(text.strip())
    return int(match[1]) * _UNITS[match[2].lower()] if match else None


def host_paths(module: Module) -> Iterator[tuple[str, str, str]]:
    """Path on the node, first mount path (may be empty) and pointer of each volume of type hostPath."""
    place = experimental.find(module, "volumes")
    if place is None or not isinstance(place.value, list):
        return
    targets = {name: path for path, name in reversed(tuple(mounted(module)))}
    for index, entry in enumerate(place.value):
        volume = member(entry, "volume")
        path = member(member(volume, "hostPath"), "path")
        if isinstance(path, str):
            yield path, targets.get(str(member(volume, "name")), ""), ptr.join(place.pointer, index)


def size_limits(module: Module) -> Iterator[tuple[str, Place]]:
    """The name of each volume of type emptyDir with a size limit, and the place of the limit."""
    place = experimental.find(module, "volumes")
    for index, entry in enumerate(place.value if place is not None and isinstance(place.value, list) else ()):
        volume, folder = member(entry, "volume"), member(member(entry, "volume"), "emptyDir")
        key = spelling(folder, "sizeLimit")
        if place is not None and key is not None and folder[key] is not None:
            path = (spelling(entry, "volume") or "", spelling(volume, "emptyDir") or "", key)
            yield str(member(volume, "name")), Place(ptr.join(place.pointer, index, *path), folder[key])


def mounted(module: Module) -> Iterator[tuple[str, str]]:
    """Mount path and volume name of each mount of a volume under k8s-experimental."""
    entries = experimental.get(module, "volumes")
    for entry in entries if isinstance(entries, list) else ():
        actual = spelling(entry, "volumeMounts")
        mounts = entry[actual] if actual is not None else None
        for mount in mounts if isinstance(mounts, list) else ():
            path, name = spelling(mount, "mountPath"), spelling(mount, "name")
            if path is not None and name is not None:
                yield str(mount[path]), str(mount[name])
