"""What the API refuses of volumes and mounts (reference sections 5.3 and 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.kubernetes import api_names
from core.kubernetes.classes import SOURCES
from core.kubernetes.faults import Fault, fault
from core.manifest import quantity
from core.model import Json

_VOLUMES = "/spec/template/spec/volumes"
_MOUNTS = "/spec/template/spec/containers/1/volumeMounts"
_NEEDED = {
    "persistentVolumeClaim": ("claimName",),
    "hostPath": ("path",),
    "nfs": ("server", "path"),
    "csi": ("driver",),
    "azureFile": ("secretName", "shareName"),
    "configMap": ("name",),
    "secret": ("secretName",),
}
_HOST_TYPES = frozenset(
    ("", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
)
_PROPAGATION = frozenset(("None", "HostToContainer", "Bidirectional"))


def faults(pod: Mapping[str, Json], container: Mapping[str, Json]) -> Iterator[Fault]:
    """Volumes given twice or badly, mounts of nothing, two mounts at one path."""
    names: set[str] = set()
    for index, volume in enumerate(pod["volumes"]):
        path = f"{_VOLUMES}/{index}"
        name = volume.get("name") or ""
        if not api_names.is_label(name):
            yield fault("volume-name", path, name=name)
        elif name in names:
            yield fault("volume-twice", path, name=name)
        names.add(name)
        yield from _source(volume, name, path)
    yield from _mounts(container.get("volumeMounts", ()), names)


def _source(volume: Mapping[str, Json], name: str, path: str) -> Iterator[Fault]:
    kinds = [kind for kind in SOURCES if kind in volume]
    if len(kinds) > 1:
        yield fault("volume-sources", path, name=name)
    for kind in kinds:
        source = volume[kind]
        for option in _NEEDED.get(kind, ()):
            if not source.get(option):
                yield fault("volume-field", path, name=name, option=option)
        if kind == "hostPath":
            if ".." in str(source.get("path", "")).split("/"):
                yield fault("volume-field", path, name=name, option="path")
            if source.get("type", "") not in _HOST_TYPES:
                yield fault("volume-field", path, name=name, option="type")
        if kind == "emptyDir":
            yield from _empty_dir(source, name, path)


def _empty_dir(source: Mapping[str, Json], name: str, path: str) -> Iterator[Fault]:
    if source.get("medium", "") not in ("", "Memory") and not str(source["medium"]).startswith("HugePages"):
        yield fault("volume-field", path, name=name, option="medium")
    if "sizeLimit" in source and quantity.parse(source["sizeLimit"]) is None:
        yield fault("quantity", path, value=source["sizeLimit"])


def _mounts(mounts: Json, names: set[str]) -> Iterator[Fault]:
    paths: set[str] = set()
    for index, mount in enumerate(mounts):
        path = f"{_MOUNTS}/{index}"
        target = mount.get("mountPath")
        if not target:
            yield fault("mount-path", path)
        elif target in paths:
            yield fault("mount-path-twice", path, target=target)
        paths.add(target)
        if mount.get("name") not in names:
            yield fault("mount-unknown", path, name=mount.get("name"))
        inside = mount.get("subPath") or ""
        if inside.startswith("/") or ".." in inside.split("/"):
            yield fault("mount-sub-path", path, inside=inside)
        if mount.get("mountPropagation", "None") not in _PROPAGATION:
            yield fault("volume-field", path, name=mount.get("name"), option="mountPropagation")
