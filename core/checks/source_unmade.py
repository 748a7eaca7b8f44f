"""Claims, config maps and secrets that a pod needs and nothing in the deployment creates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.checks.base import Area, Check, Device, Findings, Json, Verdict
from core.docker import experimental
from core.manifest.manifest import Manifest
from core.targets.kubernetes import Preview
from core.targets.kubernetes.model import KubeObject, ModulePreview
from core.text.catalogue import N_

SOURCES: Mapping[str, tuple[str, str]] = {
    "persistentVolumeClaim": ("claimName", "claim"),
    "configMap": ("name", "config-map"),
    "secret": ("secretName", "secret"),
    "azureFile": ("secretName", "secret"),
}
"""The member with the name of the object, and the kind of the object, by source of a volume."""
PROJECTED: Mapping[str, str] = {"configMap": "config-map", "secret": "secret"}
"""The kind of the object by part of a projected volume that refers to one by `name`."""


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each volume with such an object, unless the module starts without it."""
    claims = {workload.name for workload in preview.objects if workload.kind == "PersistentVolumeClaim"}
    secrets = {workload.name for workload in preview.secrets}
    shares = {share.lower() for share in device.share_names()}
    for workload in preview.modules:
        for volume, place in _own_volumes(workload) if experimental.get(workload.module, "volumes") else ():
            for kind, name in _needed(volume):
                if name not in (claims if kind == "claim" else secrets if kind == "secret" else ()):
                    yield CHECK.finding(
                        workload.module,
                        name,
                        place,
                        Verdict.MANUAL,
                        name=name,
                        volume=str(volume.get("name", "")),
                        variant="share" if kind == "claim" and name in shares else kind,
                    )


def _own_volumes(workload: ModulePreview) -> Iterator[tuple[dict[str, Json], str]]:
    for item in workload.objects:
        if item.kind == "Deployment":
            yield from _of_deployment(item)


def _of_deployment(deployment: KubeObject) -> Iterator[tuple[dict[str, Json], str]]:
    """The volumes under k8s-experimental with their places; the agent copies them to the pod."""
    volumes = deployment.body["spec"]["template"]["spec"].get("volumes") or ()
    for index, volume in enumerate(volumes):
        place = deployment.source(f"/spec/template/spec/volumes/{index}")
        if "/k8s-experimental/" in place and isinstance(volume, dict):
            yield volume, place


def _needed(volume: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Yields kind and name of each object that a volume requires."""
    for source, (member, kind) in SOURCES.items():
        yield from _named(volume.get(source), member, kind)
    projected = volume.get("projected")
    parts = projected.get("sources") if isinstance(projected, dict) else None
    for part in parts if isinstance(parts, list) else ():
        for source, kind in PROJECTED.items():
            yield from _named(part.get(source) if isinstance(part, dict) else None, "name", kind)


def _named(source: Json, member: str, kind: str) -> Iterator[tuple[str, str]]:
    if isinstance(source, dict) and source.get("optional") is not True:
        name = source.get(member)
        if isinstance(name, str) and name and "$" not in name:
            yield kind, name


CHECK = Check(
    id="source-unmade",
    area=Area.STORAGE,
    source=("AGT-1b-claims", "DEV-10-access"),
    run=run,
    before=N_(
        "A pod waits indefinitely for a claim, config map or secret that does not exist. The edge agent "
        "creates the claim of a share if a module mounts the whole share (HostConfig.Mounts, type volume). "
        "Move the content of a config map or secret to the image, a share or a variable. You can use kubectl "
        "only if you may write to the namespace iotedge."
    ),
)
