"""IoT Edge on the Kubernetes of the device, behind the protocol of targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from core.docker.facts import GPU
from core.manifest.file_names import free_stem
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.device import Device, Platform, Source
from core.redaction.redactor import Redactor
from core.targets.base import Words
from core.targets.kubernetes.amounts import limit
from core.targets.kubernetes.masked import masked_body
from core.targets.kubernetes.model import KubeObject, ModulePreview, Preview
from core.targets.kubernetes.preview import preview
from core.targets.kubernetes.profile import settings_for
from core.targets.objects import Held, HeldPort, TargetObject
from core.targets.yaml import dump_all
from core.text.catalogue import N_

_EXAMPLES = N_(
    "Get-AzureDataBoxEdgeRole, Get-HcsGpuNvidiaSmi, kubectl get svc, iotedge list, az databoxedge device share list"
)
_WORDS = Words(
    runtime=N_(
        "Runtime: IoT Edge on Kubernetes, the managed service of device software before 2301. Microsoft "
        "ended its support on March 31, 2024."
    ),
    ways=dict.fromkeys(get_args(Source), N_("From Azure Stack Edge Pro FPGA to {device}")),
    before=dict.fromkeys(get_args(Source), (N_("Before · FPGA, Docker"), N_("Before, on the FPGA device"))),
    title=N_("What Kubernetes will run"),
    legend=N_(
        "Each module is a Deployment with a ServiceAccount. It has a Service if it has ports, and a claim "
        "for each share. LoadBalancer: reachable from outside at its own address. ClusterIP: reachable by "
        "other modules only."
    ),
    column=N_("Service"),
    gpus=N_("GPUs for Kubernetes"),
    gpus_hint=N_("Modules cannot use GPUs that virtual machines use. Subtract them."),
    shares=N_("Shares for Edge compute"),
    shares_hint=N_("The shares on the GPU device that are enabled for Edge compute. Modules use them by name."),
    agent=N_("Edge agent"),
    model=N_("the edge agent"),
    fails=N_("is refused"),
    share_new=N_("Create the share {share} and enable it for Edge compute. Used by {modules}."),
    share_there=N_("The share {share} exists and is enabled for Edge compute; check its name. Used by {modules}."),
    triggers=N_(
        "Create the file triggers and scheduled triggers of the old device again: routes depend on their messages."
    ),
    closed=N_("no service"),
    inside=N_("inside the cluster only: {ports}"),
    save=N_("Save the current deployment of the GPU device:"),
    saved="gpu-device",
    gpu=GPU,
    after=N_("After · GPU, Kubernetes"),
    objects=N_("&Kubernetes objects"),
    tree=N_("&Modules and their objects"),
    bodies=N_("Objects as they are &sent"),
    edge_device=N_("the IoT Edge device of the GPU device"),
    nothing=N_("This line creates nothing on Kubernetes."),
    running="2/2 Running",
    listing="kubectl get pods -n iotedge",
    examples=dict.fromkeys(("docker", "kubernetes"), _EXAMPLES),
    outputs="iotedge list, kubectl get pods -n iotedge, kubectl get svc -n iotedge, kubectl get pvc -n iotedge",
    watch=N_(
        "Watch the modules start in the PowerShell interface of the device. “backoff” with ContainerCreating means "
        "that an image is still being pulled."
    ),
    own_address=False,
    preview=N_(
        "A preview of the objects that the edge agent creates from the manifest. Do not apply these objects: "
        "the edge agent creates them."
    ),
)


class Kubernetes:
    """The managed IoT Edge service of the device as a target."""

    platform: Platform = "kubernetes"
    words = _WORDS
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
