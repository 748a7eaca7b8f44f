"""Create options as the daemon of IoT Edge hands them to Docker: ports, mounts, GPUs, variables, limits.

Source: Azure/iotedge 1.5 and 1.6, edgelet-docker/src/runtime.rs and docker-rs; docker/docs on bind mounts, volumes and
resource constraints. Values of a wrong type are left out: checks report them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.docker import accelerators, mount_points, quantities, storage
from core.manifest.manifest import Kind, Module, member, text_of
from core.model.base import Json
from core.targets.linux_vm.model import GpuRequest, Mount, Variable

NETWORK = "azure-iot-edge"
_INJECTED = (
    ("IOTEDGE_MODULEID", "{name}"),
    ("IOTEDGE_DEVICEID", "your-device"),
    ("IOTEDGE_IOTHUBHOSTNAME", "your-hub.azure-devices.net"),
    ("IOTEDGE_GATEWAYHOSTNAME", "your-vm"),
    ("IOTEDGE_WORKLOADURI", "unix:///var/run/iotedge/workload.sock"),
    ("IOTEDGE_APIVERSION", "2020-07-07"),
    ("IOTEDGE_AUTHSCHEME", "sasToken"),
)
"""Variables that the agent adds (Azure/iotedge, CombinedEdgeletConfigProvider, EdgeletCommandFactory)."""


def mounts(module: Module) -> Iterator[Mount]:
    """What the module mounts, from `Binds`, `Mounts` and `Tmpfs`."""
    for bind in storage.binds(module):
        if bind.source and bind.target:
            kind = "folder" if bind.source.startswith(("/", "$")) else "volume"
            yield _mount(bind.pointer, kind, bind.source, bind.target, bind.read_only, from_binds=True)
    for mount in storage.mounts(module):
        kind = {"bind": "folder", "volume": "volume", "tmpfs": "tmpfs"}.get(mount.kind, "other")
        driver = _driver(mount.value) if kind == "volume" else {}
        options = driver.get("driver_opts", {})
        if str(options.get("type", "")).startswith("nfs"):
            kind = "nfs"
        yield replace(_mount(mount.pointer, kind, mount.source, mount.target, mount.read_only), driver=driver)
    for place in module.members_at("HostConfig", "Tmpfs"):
        yield Mount(place.pointer, "tmpfs", "", place.key, False)


def _mount(pointer: str, kind: str, source: str, target: str, read_only: bool, *, from_binds: bool = False) -> Mount:
    share = mount_points.share_below(source) if kind == "folder" else None
    return Mount(pointer, kind if share is None else "share", source, target, read_only, share or "", from_binds)


def _driver(value: Json) -> dict[str, Json]:
    """The driver of a volume and its options, as a Compose file names them; nothing for the usual one."""
    config = member(member(value, "VolumeOptions"), "DriverConfig")
    name, options = text_of(config, "Name"), member(config, "Options")
    if not isinstance(options, dict) or not options:
        return {}
    return {"driver": name or "local", "driver_opts": {key: str(each) for key, each in options.items()}}


def gpus(module: Module) -> Iterator[GpuRequest]:
    """What gives the module a GPU: requests for devices, or the runtime `nvidia` with its variable."""
    for place in module.list_at("HostConfig", "DeviceRequests"):
        if accelerators.requests_gpu(place.value):
            ids, count = member(place.value, "DeviceIDs"), None
            named = tuple(map(str, ids)) if isinstance(ids, list) else ()
            if not named:
                value = member(place.value, "Count")
                count = value if isinstance(value, int) and not isinstance(value, bool) else 1
            yield GpuRequest(place.pointer, named, count)
    runtime = module.find("HostConfig", "Runtime")
    if runtime is not None and isinstance(runtime.value, str) and runtime.value.lower() == "nvidia":
        seen = [env for env in module.env() if env.name == accelerators.VISIBLE and isinstance(env.value, str)]
        text = seen[-1].value if seen else "all"
        ids = tuple(part.strip() for part in text.split(",") if part.strip() not in ("", "none", "void"))
        if ids:
            yield GpuRequest(runtime.pointer, ids, None, runtime.value)


def variables(module: Module) -> Iterator[Variable]:
    """The variables after merging: an entry of `Env` in the create options beats one of `env` with its name."""
    merged: dict[str, Variable] = {}
    for env in module.env():
        text = env.value if isinstance(env.value, str) else "" if env.value is None else str(env.value).lower()
        before = merged.get(env.name)
        merged[env.name] = Variable(env.name, text, env.pointer, before.pointer if before is not None else "")
    yield from merged.values()
    for name, value in _INJECTED:
        if name not in merged and not (module.kind is Kind.SYSTEM and name == "IOTEDGE_GATEWAYHOSTNAME"):
            yield Variable(name, value.format(name=module.name), "")


def amount(module: Module, key: str) -> int | None:
    """A limit of `HostConfig`; None if there is none, or if Docker cannot read its number."""
    value = module.get("HostConfig", key)
    return value if quantities.fits(value) and value > 0 else None


def network(module: Module) -> str:
    """The network of the container: the bridge of IoT Edge unless the module has a mode of its own."""
    mode = module.get("HostConfig", "NetworkMode")
    if isinstance(mode, str) and mode and mode not in ("default", "bridge"):
        return mode
    return NETWORK
