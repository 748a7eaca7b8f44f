"""IoT Edge on a Linux VM of the device, behind the protocol of targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.docker import facts
from core.docker.mount_points import mount_point
from core.docker.published import is_public, printed
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.device import Device, Platform
from core.redaction import by_default
from core.redaction.redactor import Redactor
from core.targets.base import words_of
from core.targets.linux_vm.compose import compose, service_name
from core.targets.linux_vm.model import Container, GpuRequest, VmPreview
from core.targets.linux_vm.preview import preview
from core.targets.objects import HOST_NETWORK, LOAD_BALANCER, Held, HeldPort, TargetObject
from core.targets.yaml import dump
from core.text.catalogue import _


class LinuxVm:
    """The container engine of a Linux VM as a target."""

    platform: Platform = "linux-vm"
    prints: tuple[str, ...] = ("docker ", "iotedge list linux Config")
    words = words_of("linux-vm")
    device_fields = frozenset(("vm_size",))
    folder = "containers"
    run_sheet = "runsheet_vm.md.j2"
    rollback = "rollback_vm.md.j2"
    confirms: tuple[str, ...] = ("ports",)

    def version(self, device: Device) -> str:
        """IoT Edge and the size of the VM."""
        return _("IoT Edge 1.6, {size}").format(size=device.vm_size or _("size not specified"))

    def preview(self, manifest: Manifest, device: Device) -> VmPreview:
        """The containers that Docker runs for a manifest."""
        return preview(manifest, device)

    def held(self, preview: VmPreview) -> tuple[Held, ...]:
        """The resources of each container: published ports, shares, folders and volumes, GPUs."""
        return tuple(map(_held, preview.modules))

    def masked(self, obj: TargetObject, redactor: Redactor) -> Json:
        """A service with masked variables, arguments and labels, except harmless values."""
        shown = redactor.value(dict(obj.body))
        for key in ("environment", "labels"):
            values = obj.body.get(key)
            if isinstance(values, Mapping):
                shown[key] = {
                    redactor.text(name): value
                    if obj.source(f"/{key}/{name}") == obj.source("")
                    else by_default.variable(redactor, name, value)
                    for name, value in values.items()
                }
        for key in ("command", "entrypoint"):
            if isinstance(obj.body.get(key), list):
                shown[key] = by_default.words(redactor, obj.body[key])
        return shown

    def tables(self, preview: VmPreview) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """Shares with their mount points and modules, published ports, and the GPUs of modules with their option."""
        users: dict[str, list[str]] = {}
        for container in preview.modules:
            for share in dict.fromkeys(mount.share for mount in container.mounts if mount.share):
                users.setdefault(share, []).append(container.module.name)
        return {
            "shares": [(share, mount_point(share), ", ".join(names)) for share, names in users.items()],
            "ports": [
                (each.module.name, port.label, str(port.port)) for each in preview.modules for port in each.ports
            ],
            "gpus": [
                (each.module.name, _which(request), "Runtime" if request.runtime else "DeviceRequests")
                for each in preview.modules
                for request in each.gpus
            ],
        }

    def files(self, preview: VmPreview, redactor: Redactor) -> dict[str, bytes]:
        """One Compose file for all containers."""
        networks, volumes = dict(preview.networks), dict(preview.volumes)
        names = {
            masked: service_name(masked) for name in (*networks, *volumes) if (masked := redactor.text(name)) != name
        }
        bodies = {obj.id: _renamed(self.masked(obj, redactor), names) for obj in preview.objects}
        networks = {_shown(redactor, name, names): redactor.value(body) for name, body in networks.items()}
        volumes = {_shown(redactor, name, names): _volume(redactor, driver) for name, driver in volumes.items()}
        return {"compose.yaml": dump(compose(preview.modules, bodies, networks, volumes)).encode()}


def _shown(redactor: Redactor, name: str, names: Mapping[str, str]) -> str:
    """A name of a network or volume; one that is masked in a form that Compose accepts as a key."""
    return names.get(masked := redactor.text(name), masked)


def _renamed(body: Json, names: Mapping[str, str]) -> Json:
    """A service that refers to masked networks and volumes by the same names."""
    if not names:
        return body
    changed = dict(body)
    if "volumes" in body:
        changed["volumes"] = [
            {**mount, "source": names[mount["source"]]} if mount.get("source") in names else mount
            for mount in body["volumes"]
        ]
    if "networks" in body:
        changed["networks"] = [names.get(name, name) for name in body["networks"]]
    return changed


def _volume(redactor: Redactor, driver: Json) -> Json:
    """How a volume is made, with the options of its driver masked by default: they may hold a password."""
    if not driver:
        return {}
    options = {key: by_default.variable(redactor, key, value) for key, value in driver["driver_opts"].items()}
    return {"driver": driver["driver"], "driver_opts": options}


def _which(request: GpuRequest) -> str:
    """The GPUs of a request in words."""
    if request.count is not None and request.count >= 0:
        return _("the first {count}").format(count=request.count)
    return ", ".join(request.ids) if request.ids else _("all")


def _exposure(container: Container, ports: Sequence[HeldPort]) -> str:
    if facts.on_host_network(container.module):
        return HOST_NETWORK
    return LOAD_BALANCER if any(is_public(port.address) for port in ports) else ""


def _held(container: Container) -> Held:
    ports = tuple(
        HeldPort(port.host, port.protocol.upper(), port.port, printed(port.address)) for port in container.ports
    )
    gpus = sum(len(request.ids) or abs(request.count or 0) for request in container.gpus)
    return Held(
        module=container.module.name,
        name=container.module.name,
        kinds=("Container",),
        exposure=_exposure(container, ports),
        ports=ports,
        shares=tuple(dict.fromkeys(mount.share for mount in container.mounts if mount.share)),
        folders=tuple(dict.fromkeys(mount.source for mount in container.mounts if mount.kind == "folder")),
        gpus=str(gpus) if gpus else "",
    )
