"""IoT Edge on the Kubernetes of the device, behind the protocol of targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from core.docker.facts import GPU
from core.manifest.file_names import free_stem
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.device import Device, Platform
from core.redaction.redactor import Redactor
from core.targets.base import words_of
from core.targets.kubernetes.amounts import limit
from core.targets.kubernetes.masked import masked_body
from core.targets.kubernetes.model import KubeObject, ModulePreview, Preview
from core.targets.kubernetes.preview import preview
from core.targets.kubernetes.profile import settings_for
from core.targets.objects import Held, HeldPort, TargetObject
from core.targets.yaml import dump_all


class Kubernetes:
    """The managed IoT Edge service of the device as a target."""

    platform: Platform = "kubernetes"
    prints: tuple[str, ...] = ("kubectl ", "iotedge list kubernetes")
    words = words_of("kubernetes")
    device_fields = frozenset(("profile", "addresses"))
    folder = "kubernetes"
    run_sheet = "runsheet.md.j2"
    rollback = "rollback.md.j2"
    confirms: tuple[str, ...] = ("service", "claim")

    def version(self, device: Device) -> str:
        """The generation of the edge agent."""
        return device.profile

    def preview(self, manifest: Manifest, device: Device) -> Preview:
        """The objects that the edge agent of the device creates for a manifest."""
        return preview(manifest, settings_for(device))

    def held(self, preview: Preview) -> tuple[Held, ...]:
        """The resources of each module: ports of its service, claims, folders of the node, GPUs."""
        return tuple(map(_held, preview.modules))

    def masked(self, obj: TargetObject, redactor: Redactor) -> Json:
        """The body of an object with the values of the manifest masked."""
        return masked_body(obj, redactor)

    def tables(self, preview: Preview) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """Nothing: the outputs of kubectl show what the cluster has."""
        return {}

    def files(self, preview: Preview, redactor: Redactor) -> dict[str, bytes]:
        """One YAML file for each module, `<name>.yaml`, and `secrets.yaml` for the pull secrets."""
        groups: dict[str, list[KubeObject]] = {}
        if preview.secrets:
            groups["secrets"] = list(preview.secrets)
        for module in preview.modules:
            groups.setdefault(free_stem(module.name, groups), []).extend(module.objects)
        return {
            f"{stem}.yaml": dump_all(self.masked(obj, redactor) for obj in objects).encode()
            for stem, objects in groups.items()
        }


def _held(workload: ModulePreview) -> Held:
    spec = {} if workload.service is None else workload.service.body["spec"]
    count = limit(workload, GPU)
    return Held(
        module=workload.module.name,
        name=workload.name,
        kinds=tuple(dict.fromkeys(each.kind for each in workload.objects)),
        exposure=str(spec.get("type", "")),
        ports=tuple(_ports(spec)),
        shares=workload.uses,
        folders=tuple(_folders(workload)),
        gpus=str(count) if count else "",
    )


def _ports(spec: Json) -> Iterator[HeldPort]:
    for port in spec.get("ports") or ():
        target = port.get("targetPort", port["port"])
        yield HeldPort(
            port=port["port"],
            protocol=str(port.get("protocol", "TCP")),
            target=target if isinstance(target, int) else port["port"],
        )


def _folders(workload: ModulePreview) -> Iterator[str]:
    for volume in workload.pod.get("volumes") or ():
        path = (volume.get("hostPath") or {}).get("path") if isinstance(volume, dict) else None
        if isinstance(path, str):
            yield path
