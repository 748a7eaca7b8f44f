"""The Service of a module: its ports, its type, or none at all.

Source: Azure/iotedge, KubernetesServiceMapper.cs, PortExtensions.cs, KubernetesServiceOptions.cs
(kubernetes-edge-agent reference section 8).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.docker.ports import parse, whole
from core.manifest import pointer as ptr
from core.manifest.manifest import Module
from core.model.base import Json
from core.targets.kubernetes.model import KubeObject, Log
from core.targets.kubernetes.options import Parameters
from core.targets.kubernetes.profile import Settings
from core.targets.objects import Link

TYPES = {"clusterip": "ClusterIP", "nodeport": "NodePort", "loadbalancer": "LoadBalancer"}
_BY_NUMBER = ("ClusterIP", "LoadBalancer", "NodePort")
"""The agent parses the type as an enumeration, which takes its numbers too."""


@dataclass(slots=True)
class _Ports:
    """The ports of a service by number, with their places: a later one of the same number replaces an earlier one."""

    log: Log
    by_number: dict[int, tuple[dict[str, Json], str]] = field(default_factory=dict)

    def put(self, number: int, port: dict[str, Json], place: str) -> None:
        before = self.by_number.get(number)
        if before is not None and (before[0]["name"], before[0].get("targetPort")) != (
            port["name"],
            port.get("targetPort"),
        ):
            lost = before[0].get("targetPort", number) != port.get("targetPort", number)
            if lost or before[0]["protocol"] != port["protocol"]:
                self.log.drop("lost-port", before[1], port=_label(before[0]), other=_label(port), number=number)
        self.by_number[number] = (port, place)


def _label(port: dict[str, Json]) -> str:
    return f"{port.get('targetPort', port['port'])}/{port['protocol'].lower()}"


def _parsed(key: str, settings: Settings) -> tuple[int, str] | None:
    """Number and protocol of a port key; None for one that this generation ignores."""
    return parse(key) if "/" in key or not settings.profile.ports_need_protocol else None


def container_ports(parameters: Parameters, settings: Settings, log: Log) -> tuple[list[Json], list[str]]:
    """The `ports` of the container, from ExposedPorts alone, and their places."""
    entries: list[Json] = []
    places = []
    for place in parameters.items("ExposedPorts"):
        port = _parsed(place.key, settings)
        if port is None:
            log.drop("port-key", place.pointer, port=place.key)
        else:
            entries.append({"containerPort": port[0], "protocol": port[1].upper()})
            places.append(place.pointer)
    return entries, places


def service(
    module: Module, metadata: dict[str, Json], parameters: Parameters, settings: Settings, log: Log
) -> KubeObject | None:
    """The Service, None where no port is usable. `metadata` holds name, labels and annotations."""
    ports = _Ports(log)
    for place in parameters.items("ExposedPorts"):
        port = _parsed(place.key, settings)
        if port is not None:
            ports.put(port[0], _exposed(*port), place.pointer)
    _bindings(parameters, ports, settings, log)
    options = parameters.section.get("serviceOptions")
    kind = _type(parameters, settings, log)
    if not ports.by_number:
        if options is not None and options.value:
            log.drop("no-service", options.pointer)
        return None
    links = [Link(module.pointer, "")]
    links += [Link(place, f"/spec/ports/{index}") for index, (_, place) in enumerate(ports.by_number.values())]
    if options is not None:
        links.append(Link(options.pointer, "/spec"))
    spec: dict[str, Json] = {"type": kind, "ports": [port for port, _ in ports.by_number.values()]}
    if options is not None and "loadBalancerIP" in options.value:
        spec["loadBalancerIP"] = options.value["loadBalancerIP"]
    spec["selector"] = metadata["labels"]
    body = {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}
    return KubeObject("Service", metadata["name"], log.module, body, tuple(links))


def _exposed(number: int, protocol: str) -> dict[str, Json]:
    return {"name": f"exposedport-{number}-{protocol}", "port": number, "protocol": protocol.upper()}


def _bindings(parameters: Parameters, ports: _Ports, settings: Settings, log: Log) -> None:
    for place in parameters.items("PortBindings"):
        port = _parsed(place.key, settings)
        if port is None:
            log.drop("port-key", place.pointer, port=place.key)
            continue
        if place.value is None:
            log.refuse("null-binding", place.pointer, port=place.key)
            continue
        for index, entry in enumerate(place.value):
            where = ptr.join(place.pointer, index)
            if entry is None:
                log.refuse("null-binding", where, port=place.key)
                continue
            if entry.get("HostIp"):
                log.drop("ignored-address", where, address=entry["HostIp"])
            number = whole(entry.get("HostPort"))
            if number is None:
                log.drop("host-port", where, port=place.key, value=entry.get("HostPort") or None)
                continue
            exposed: dict[str, Json] = {
                "name": f"hostport-{port[0]}-{port[1]}",
                "port": number,
                "protocol": port[1].upper(),
                "targetPort": port[0],
            }
            ports.put(number, exposed, where)


def _type(parameters: Parameters, settings: Settings, log: Log) -> str:
    """The section decides, then whether there is a PortBindings object, then the device."""
    options = parameters.section.get("serviceOptions")
    wanted = None if options is None else options.value.get("type")
    if options is not None and wanted is not None:
        text = wanted.strip().lower()
        if text in TYPES:
            return TYPES[text]
        if text in ("0", "1", "2"):
            return _BY_NUMBER[int(text)]
        log.drop("service-type", options.pointer, value=wanted)
    return settings.service_type if "PortBindings" in parameters.docker else "ClusterIP"
