"""Writes a container as a service of a Compose file, for readers and for tools that know the published schema.

Source: compose-spec, services. `$` is doubled, because Compose would replace it by a variable. Nothing is deployed from
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from core.docker import engine, quantities
from core.docker.published import Published
from core.manifest import pointer as ptr
from core.manifest.manifest import Module, text_of
from core.model.base import Json
from core.targets.linux_vm.model import Container, GpuRequest, Mount, Variable
from core.targets.objects import Link

Body = dict[str, Json]
_NOT_SERVICE = re.compile(r"[^a-zA-Z0-9._-]")
_AS_TEXT = {
    "User": "user", "WorkingDir": "working_dir", "Hostname": "hostname", "Domainname": "domainname",
    "StopSignal": "stop_signal", "MacAddress": "mac_address",
}  # fmt: skip
_HOST_TEXT = {
    "IpcMode": "ipc", "PidMode": "pid", "UsernsMode": "userns_mode", "UTSMode": "uts", "CgroupParent": "cgroup_parent",
    "CpusetCpus": "cpuset", "Isolation": "isolation", "Runtime": "runtime",
}  # fmt: skip
_HOST_TEXTS = {
    "CapAdd": "cap_add", "CapDrop": "cap_drop", "Dns": "dns", "DnsOptions": "dns_opt", "DnsSearch": "dns_search",
    "ExtraHosts": "extra_hosts", "GroupAdd": "group_add", "SecurityOpt": "security_opt", "Links": "external_links",
    "VolumesFrom": "volumes_from",
}  # fmt: skip
_HOST_TRUTH = {
    "Privileged": "privileged",
    "ReadonlyRootfs": "read_only",
    "Init": "init",
    "OomKillDisable": "oom_kill_disable",
}
_HOST_NUMBER = {
    "Memory": "mem_limit", "MemoryReservation": "mem_reservation", "MemorySwap": "memswap_limit",
    "MemorySwappiness": "mem_swappiness", "ShmSize": "shm_size", "CpuShares": "cpu_shares", "CpuQuota": "cpu_quota",
    "CpuPeriod": "cpu_period", "OomScoreAdj": "oom_score_adj", "PidsLimit": "pids_limit",
}  # fmt: skip
_TOP_TEXTS = {"Cmd": "command", "Entrypoint": "entrypoint"}


def service_name(name: str) -> str:
    """A module name in the form that Compose accepts as a service name."""
    return _NOT_SERVICE.sub("-", name) or "module"


def service(module: Module, parts: tuple[str, tuple[Published, ...], tuple[Mount, ...], tuple[GpuRequest, ...]],
            variables: tuple[Variable, ...], refused: frozenset[str]) -> tuple[Body, tuple[Link, ...]]:  # fmt: skip
    """The service of a module, and the place in the manifest from which each part of it comes.

    Options at the pointers in `refused` are omitted: neither Docker nor Compose accepts them.
    """
    network, ports, mounts, gpus = parts
    entry = _Service(module, refused)
    entry.put("image", module.image_pointer, _text(module.image))
    if engine.NAME.fullmatch(module.name):  # Compose, too, knows no other names
        entry.put("container_name", module.pointer, module.name)
    if network == "host":
        entry.put("network_mode", _at(module, "HostConfig", "NetworkMode"), "host")
    elif network.startswith(("container:", "service:", "none")):
        entry.put("network_mode", _at(module, "HostConfig", "NetworkMode"), _text(network))
    else:
        entry.put("networks", _at(module, "HostConfig", "NetworkMode"), [_text(network)])
    entry.each("ports", [(port.pointer, _port(port)) for port in ports])
    entry.each(
        "volumes", [(mount.pointer, _volume(mount)) for mount in mounts if mount.kind != "other" and mount.target]
    )
    entry.options()
    entry.gpus(gpus)
    entry.environment(variables)
    return entry.body, tuple(entry.links)


def compose(containers: tuple[Container, ...], bodies: Mapping[str, Json], networks: Body, volumes: Body) -> Body:
    """The whole Compose file. `bodies` are the masked services, by the id of their objects."""
    services: Body = {}
    for container in containers:
        services[free_name(container.module.name, services)] = bodies[container.service.id]
    file: Body = {"name": "iotedge-preview", "services": services}
    if networks:
        file["networks"] = dict(networks)
    if volumes:
        file["volumes"] = dict(volumes)
    return file


def free_name(name: str, taken: Mapping[str, Json]) -> str:
    """A service name that no other module has."""
    stem, count = service_name(name), 1
    free = stem
    while free in taken:
        count += 1
        free = f"{stem}-{count}"
    return free


class _Service:
    def __init__(self, module: Module, refused: frozenset[str]) -> None:
        self.module, self.refused = module, refused
        self.body: Body = {}
        self.links: list[Link] = [Link(module.pointer, "")]

    def put(self, key: str, pointer: str, value: Json) -> None:
        self.body[key] = value
        self.links.append(Link(pointer, ptr.join("", key)))

    def each(self, key: str, items: list[tuple[str, Json]]) -> None:
        """Elements of an array, each with its own place; Compose takes none twice."""
        there: dict[str, int] = {}
        for pointer, value in items:
            held = self.body.setdefault(key, [])
            index = there.setdefault(repr(value), len(held))
            self.links.append(Link(pointer, ptr.join("", key, index)))
            if index == len(held):
                held.append(value)

    def options(self) -> None:
        """Options that Docker and Compose know under two names."""
        for names, above, fits, write in _OPTIONS:
            for option, key in names.items():
                place = self.module.find(*above, option)
                if place is not None and place.pointer not in self.refused and fits(place.value):
                    self.put(key, place.pointer, write(place.value))
        self._devices()
        self._maps()
        nano = self.module.find("HostConfig", "NanoCpus")
        if nano is not None and _is_number(nano.value) and nano.value > 0:
            self.put("cpus", nano.pointer, nano.value / 10**9)

    def _devices(self) -> None:
        found = []
        for place in self.module.list_at("HostConfig", "Devices"):
            paths = [text_of(place.value, key) for key in ("PathOnHost", "PathInContainer", "CgroupPermissions")]
            if paths[0]:
                found.append((place.pointer, _text(":".join(filter(None, (paths[0], paths[1] or paths[0], paths[2]))))))
        self.each("devices", list(found))

    def _maps(self) -> None:
        for above, option, key in ((("HostConfig",), "Sysctls", "sysctls"), ((), "Labels", "labels")):
            place = self.module.find(*above, option)
            if place is not None and isinstance(place.value, dict) and place.value:
                self.put(key, place.pointer, {name: _text(str(value)) for name, value in place.value.items()})
        log = self.module.find("HostConfig", "LogConfig")
        kind, config = (
            self.module.get("HostConfig", "LogConfig", "Type"),
            self.module.get("HostConfig", "LogConfig", "Config"),
        )
        if log is not None and isinstance(kind, str) and kind:
            options = {name: _text(str(value)) for name, value in config.items()} if isinstance(config, dict) else {}
            self.put("logging", log.pointer, {"driver": kind, **({"options": options} if options else {})})

    def gpus(self, requests: tuple[GpuRequest, ...]) -> None:
        devices: list[Body] = []
        for request in requests:
            if request.runtime:
                continue
            which: Body = (
                {"device_ids": list(request.ids)}
                if request.ids
                else {"count": request.count if request.count != -1 else "all"}
            )
            path = f"/deploy/resources/reservations/devices/{len(devices)}"
            self.links.append(Link(request.pointer, path))
            devices.append({"driver": "nvidia", **which, "capabilities": ["gpu"]})
        if devices:
            self.body["deploy"] = {"resources": {"reservations": {"devices": devices}}}

    def environment(self, variables: tuple[Variable, ...]) -> None:
        self.body["environment"] = {variable.name: _text(variable.value) for variable in variables if variable.name}
        for variable in variables:
            if variable.pointer:
                self.links.append(Link(variable.pointer, ptr.join("/environment", variable.name)))


def _port(port: Published) -> Json:
    entry: Body = {"target": port.port, "published": str(port.host), "protocol": port.protocol}
    return {**entry, "host_ip": _text(port.address)} if port.address else entry


def _volume(mount: Mount) -> Json:
    kind = {"share": "bind", "folder": "bind", "nfs": "volume"}.get(mount.kind, mount.kind)
    entry: Body = {"type": kind, "target": _text(mount.target)}
    if mount.source and kind != "tmpfs":
        entry["source"] = _text(mount.source)
    if mount.read_only:
        entry["read_only"] = True
    if kind == "bind":
        entry["bind"] = {"create_host_path": mount.from_binds}
    return entry


def _at(module: Module, *keys: str) -> str:
    place = module.find(*keys)
    return module.pointer if place is None else place.pointer


def _text(text: str) -> str:
    return text.replace("$", "$$")


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and value != ""


def _is_texts(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _is_truth(value: Json) -> bool:
    return isinstance(value, bool)


def _is_number(value: Json) -> bool:
    return quantities.fits(value)


def _unlike(values: Json) -> list[Json]:
    """Elements each once: Compose takes none twice."""
    return list(dict.fromkeys(map(_text, values)))


def _same(value: Json) -> Json:
    return value


_OPTIONS: tuple[tuple[Mapping[str, str], tuple[str, ...], Callable[[Json], bool], Callable[[Json], Json]], ...] = (
    (_AS_TEXT, (), _is_text, _text),
    (_TOP_TEXTS, (), _is_texts, lambda values: list(map(_text, values))),
    (_HOST_TEXT, ("HostConfig",), _is_text, _text),
    (_HOST_TEXTS, ("HostConfig",), _is_texts, _unlike),
    (_HOST_TRUTH, ("HostConfig",), _is_truth, _same),
    (_HOST_NUMBER, ("HostConfig",), _is_number, _same),
)
