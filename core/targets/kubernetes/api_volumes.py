"""What the API refuses of volumes and mounts (reference sections 1c, 5.3 and 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.model.base import Json
from core.targets.kubernetes import api_names, api_sources
from core.targets.kubernetes.api_fields import SOURCES
from core.targets.kubernetes.api_paths import is_inside
from core.targets.kubernetes.faults import Fault, fault

_VOLUMES = "/spec/template/spec/volumes"
_PRIVILEGED_ONLY = "Bidirectional"
_PROPAGATION = frozenset(("None", "HostToContainer", _PRIVILEGED_ONLY))


def volumes(pod: Mapping[str, Json]) -> Iterator[Fault]:
    """The faults of volumes, including duplicates."""
    names: set[str] = set()
    for index, volume in enumerate(pod.get("volumes") or ()):
        path = f"{_VOLUMES}/{index}"
        name = volume.get("name") or ""
        if not api_names.is_label(name):
            yield fault("volume-name", path, name=name)
        elif name in names:
            yield fault("volume-twice", path, name=name)
        names.add(name)
        kinds = [kind for kind in volume if kind in SOURCES]
        if len(kinds) > 1:
            yield fault("volume-sources", path, name=name)
        for kind in kinds:
            for option in api_sources.refused(kind, volume[kind], name):
                yield fault("volume-field", path, name=name, option=option)


def mounts(pod: Mapping[str, Json], container: Mapping[str, Json], path: str) -> Iterator[Fault]:
    """The faults of mounts: an unknown volume, two mounts at one path, a path that leaves the volume."""
    names = {volume.get("name") for volume in pod.get("volumes") or ()}
    privileged = bool((container.get("securityContext") or {}).get("privileged"))
    paths: set[str] = set()
    for index, mount in enumerate(container.get("volumeMounts") or ()):
        where = f"{path}/volumeMounts/{index}"
        target = mount.get("mountPath")
        if not target:
            yield fault("mount-path", where)
        elif target in paths:
            yield fault("mount-path-twice", where, target=target)
        paths.add(target)
        if not mount.get("name") or mount["name"] not in names:
            yield fault("mount-unknown", where, name=mount.get("name"))
        yield from _inside(mount, where)
        mode = mount.get("mountPropagation", "None")
        if mode not in _PROPAGATION or (mode == _PRIVILEGED_ONLY and not privileged):
            yield fault("mount-propagation", where, name=mount.get("name"), value=mode)


def _inside(mount: Mapping[str, Json], where: str) -> Iterator[Fault]:
    plain, expression = mount.get("subPath") or "", mount.get("subPathExpr") or ""
    for path in (plain, expression):
        if path and not is_inside(path):
            yield fault("mount-sub-path", where, inside=path)
    if plain and expression:
        yield fault("mount-sub-paths", where, inside=plain)
