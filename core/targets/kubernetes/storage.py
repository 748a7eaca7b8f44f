"""Volumes, mounts and claims of a module.

Source: Azure/iotedge, KubernetesDeploymentMapper.cs CollectModuleVolumes, KubernetesPvcMapper.cs
(kubernetes-edge-agent reference sections 1a, 5.3, 5.4 and 9).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.manifest.manifest import Place
from core.model.base import Json
from core.targets.kubernetes import names
from core.targets.kubernetes.classes import SOURCES
from core.targets.kubernetes.model import KubeObject, Log
from core.targets.kubernetes.options import Parameters
from core.targets.kubernetes.profile import Settings
from core.targets.objects import Link

CONFIG, TRUST = "config-volume", "trust-bundle-volume"
"""The volumes of the helper container, which are first in every pod."""
_VOLUMES = "/spec/template/spec/volumes"
_MOUNTS = "/spec/template/spec/containers/1/volumeMounts"


@dataclass(frozen=True, slots=True)
class VolumeRequest:
    """A bind or mount the agent can name: the volume it makes, and where it is mounted."""

    place: str
    name: str
    kind: str
    source: str
    target: Json
    read_only: bool


@dataclass(slots=True)
class Storage:
    """The storage of one pod: volumes, mounts, what they were made of, and the claims referred to."""

    volumes: list[Json] = field(default_factory=list)
    mounts: list[Json] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    requests: list[VolumeRequest] = field(default_factory=list)

    def add_volume(self, volume: Json, places: list[str]) -> None:
        """A volume, and the places it was made of."""
        self.links += [Link(place, f"{_VOLUMES}/{len(self.volumes)}") for place in places]
        self.volumes.append(volume)

    def add_mount(self, mount: Json, place: str) -> None:
        """A mount of the module's container."""
        self.links.append(Link(place, f"{_MOUNTS}/{len(self.mounts)}"))
        self.mounts.append(mount)


def storage(parameters: Parameters, settings: Settings, log: Log) -> Storage:
    """Volumes and mounts in the agent's order: helper, binds, bind mounts, volume mounts, own volumes.

    From beta14 on own volumes come before those of binds and mounts.
    """
    volumes = Storage()
    for name, config in ((CONFIG, "iotedged-proxy-config"), (TRUST, "iotedged-proxy-trust-bundle")):
        volumes.add_volume({"name": name, "configMap": {"name": config}}, [])
    if settings.profile.wants_whole_mounts:
        _own(parameters, volumes, log)
    volumes.requests = [*_binds(parameters, settings, log), *_mounts(parameters, settings, log)]
    for group in _grouped(volumes.requests, settings, log):
        volumes.add_volume(_volume(group[0]), [request.place for request in group])
    for request in volumes.requests:
        mount: dict[str, Json] = {"name": request.name, "readOnly": request.read_only}
        if request.target is not None:
            mount["mountPath"] = request.target
        volumes.add_mount(mount, request.place)
    if not settings.profile.wants_whole_mounts:
        _own(parameters, volumes, log)
    return volumes


def _binds(parameters: Parameters, settings: Settings, log: Log) -> Iterator[VolumeRequest]:
    for place in parameters.items("Binds"):
        if place.value is None:
            log.refuse("null-entry", place.pointer, option="Binds")
            continue
        parts = place.value.split(":")
        if len(parts) < 2:
            log.drop("one-part-bind", place.pointer, bind=place.value)
            continue
        if len(parts) > 3 or (len(parts[0]) == 1 and parts[0].isalpha() and parts[1].startswith(("\\", "/"))):
            log.drop("cut-bind", place.pointer, bind=place.value)
        name = names.volume_name(parts[0], settings.profile)
        if name is None:
            log.refuse("mount-source", place.pointer, source=parts[0])
            continue
        yield VolumeRequest(place.pointer, name, "bind", parts[0], parts[1], len(parts) > 2 and "ro" in parts[2])


def _mounts(parameters: Parameters, settings: Settings, log: Log) -> Iterator[VolumeRequest]:
    """Mounts of type bind, then those of type volume; any other type is ignored."""
    found: dict[str, list[VolumeRequest]] = {"bind": [], "volume": []}
    for place in parameters.items("Mounts"):
        if place.value is None:
            log.refuse("null-mount", place.pointer)
            continue
        kind = place.value.get("Type")
        if kind is None:
            log.refuse("mount-type", place.pointer)
            continue
        missing = _missing(place.value) if settings.profile.wants_whole_mounts else ""
        if missing:
            log.refuse(missing, place.pointer, source=place.value.get("Source"))
        if kind.lower() not in found:
            log.drop("ignored-mount", place.pointer, type=kind, target=place.value.get("Target"))
        elif not missing:
            request = _request(place, kind.lower(), settings, log)
            if request is not None:
                found[kind.lower()].append(request)
    yield from found["bind"]
    yield from found["volume"]


def _missing(mount: Json) -> str:
    """The refusal of a mount of any type that lacks a part; empty for a whole one."""
    parts = (("Source", "mount-no-source"), ("Target", "mount-target"))
    return next((code for part, code in parts if mount.get(part) is None), "")


def _request(place: Place, kind: str, settings: Settings, log: Log) -> VolumeRequest | None:
    source, target = place.value.get("Source"), place.value.get("Target")
    name = names.volume_name(source, settings.profile) if source else None
    if name is None:
        log.refuse("mount-no-source" if source is None else "mount-source", place.pointer, source=source)
        return None
    return VolumeRequest(place.pointer, name, kind, source, target, bool(place.value.get("ReadOnly")))


def _grouped(requests: list[VolumeRequest], settings: Settings, log: Log) -> list[list[VolumeRequest]]:
    """One group for each volume, its decisive mount first.

    Up to beta12 only mounts of type volume are grouped, and the first wins; later all kinds are, and a read-write claim
    wins, else the first.
    """
    groups: dict[object, list[VolumeRequest]] = {}
    for index, request in enumerate(requests):
        alone = request.kind != "volume" and not settings.profile.merges_all_mounts
        groups.setdefault(index if alone else request.name, []).append(request)
    result = []
    for group in groups.values():
        best = group[0]
        if settings.profile.merges_all_mounts:
            best = next((request for request in group if request.kind == "volume" and not request.read_only), best)
        for request in group:
            if _what(request) != _what(best):
                log.drop("merged-volume", request.place, name=request.name, source=request.source, other=best.source)
        result.append([best, *(request for request in group if request is not best)])
    return result


def _what(request: VolumeRequest) -> tuple[bool, str]:
    """What a mount shows: a claim is known by its cleaned name, a path as it is."""
    is_claim = request.kind == "volume"
    return is_claim, request.name if is_claim else request.source


def _volume(request: VolumeRequest) -> Json:
    if request.kind == "volume":
        claim = {"claimName": request.name, "readOnly": request.read_only}
        return {"name": request.name, "persistentVolumeClaim": claim}
    return {"name": request.name, "hostPath": {"path": request.source, "type": "DirectoryOrCreate"}}


def _own(parameters: Parameters, volumes: Storage, log: Log) -> None:
    """`k8s-experimental.volumes`, appended as they are."""
    place = parameters.section.get("volumes")
    mounts: list[tuple[Json, str]] = []
    for index, entry in enumerate(place.value if place is not None else ()):
        where = f"{place.pointer}/{index}" if place is not None else ""
        volume = (entry or {}).get("volume")
        if volume is not None:
            if not volume.keys() & SOURCES:
                log.drop("no-source", where, name=volume.get("name"))
                volume = {**volume, "emptyDir": {}}
            _check_medium(volume, where, log)
            volumes.add_volume(volume, [where])
        mounts += [(mount, where) for mount in (entry or {}).get("volumeMounts") or () if mount is not None]
    for mount, where in mounts:
        volumes.add_mount(mount, where)


def _check_medium(volume: Json, where: str, log: Log) -> None:
    """A medium the API takes and no node knows."""
    medium = (volume.get("emptyDir") or {}).get("medium") or ""
    if medium not in ("", "Memory", "HugePages") and not medium.startswith("HugePages-"):
        log.refuse("volume-medium", where, name=volume.get("name"), medium=medium)


@dataclass(slots=True)
class Claims:
    """The claims of the whole deployment by name: the first module decides (EdgeDeploymentController.cs)."""

    settings: Settings
    labels: dict[str, Json]
    by_name: dict[str, KubeObject] = field(default_factory=dict)

    def of_module(self, requests: list[VolumeRequest], log: Log) -> tuple[KubeObject, ...]:
        """The claims made for this module first. A claim that is never found is refused at run time."""
        fresh = []
        for request in requests:
            if request.kind != "volume":
                continue
            if self.settings.storage_class is None:
                log.refuse("claim-missing", request.place, name=request.name)
                continue
            name = names.claim_name(request.source, self.settings.profile)
            if name is None:
                log.refuse("claim-label", request.place, source=request.source)
                continue
            if name != request.name:
                log.refuse("claim-differs", request.place, name=request.name, claim_name=name, share=request.source)
            claim = self._claim(name, request, log)
            if claim is not None:
                fresh.append(claim)
        return tuple(fresh)

    def _claim(self, name: str, request: VolumeRequest, log: Log) -> KubeObject | None:
        mode = "ReadOnlyMany" if request.read_only else "ReadWriteMany"
        there = self.by_name.get(name)
        if there is not None:
            if there.body["spec"]["accessModes"] != [mode]:
                log.drop("one-claim", request.place, share=request.source, module=there.module, mode=mode)
            return None
        size = f"{self.settings.claim_mebibytes or 0}Mi"
        spec: dict[str, Json] = {"accessModes": [mode], "resources": {"requests": {"storage": size}}}
        if self.settings.source_is_volume:
            spec["volumeName"] = name
        spec["storageClassName"] = self.settings.storage_class
        metadata = {"name": name, "namespace": self.settings.namespace, "labels": self.labels}
        body = {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": metadata, "spec": spec}
        self.by_name[name] = KubeObject("PersistentVolumeClaim", name, log.module, body, (Link(request.place, ""),))
        return self.by_name[name]
