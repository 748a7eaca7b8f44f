"""What the API refuses of a Service (reference sections 1c, 5.3 and 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.model.base import Json
from core.targets.kubernetes import api_annotations, api_names
from core.targets.kubernetes.faults import Fault, fault

HIGHEST = 65535
KUBELET = 10250
"""The kubelet's own port, which a service with an external address must not have."""
PROTOCOLS = ("TCP", "UDP", "SCTP")
TYPES = ("ClusterIP", "NodePort", "LoadBalancer")
_EXTERNAL = "LoadBalancer"
_PORT_NAME = re.compile(r"(?=.*[a-z])(?!-)(?!.*--)[-a-z0-9]{1,15}(?<!-)")


def faults(body: Mapping[str, Json]) -> Iterator[Fault]:
    """Ports out of range or given twice, protocols that an external address cannot mix, annotations."""
    spec = body.get("spec") or {}
    ports, kind = spec.get("ports") or (), spec.get("type") or TYPES[0]
    if not ports:
        yield fault("api-value", "/spec/ports", option="ports")
    if kind not in TYPES:
        yield fault("api-value", "/spec/type", option="type")
    names: set[str] = set()
    numbers: set[tuple[int, str]] = set()
    for index, port in enumerate(ports):
        path = f"/spec/ports/{index}"
        yield from _port(port, kind, len(ports) > 1, path)
        name = port.get("name") or ""
        if name and name in names:
            label = f"{target(port)}/{_protocol(port).lower()}"
            yield fault("port-name-twice", path, port=label, name=name)
        names.add(name)
        number = port.get("port", 0), _protocol(port)
        if number in numbers:
            yield fault("api-value", path, option="port")
        numbers.add(number)
    protocols = list(dict.fromkeys(map(_protocol, ports)))
    if kind == _EXTERNAL and len(protocols) > 1:
        yield fault("mixed-protocols", f"/spec/ports/{len(ports) - 1}", protocols=protocols)
    annotations = (body.get("metadata") or {}).get("annotations") or {}
    yield from api_annotations.of_service(annotations, kind, "/metadata/annotations")


def target(port: Mapping[str, Json]) -> Json:
    """The port of the pod; the port of the service if none, 0 or an empty text is specified."""
    return port.get("targetPort") or port.get("port", 0)


def _protocol(port: Mapping[str, Json]) -> str:
    protocol: str = port.get("protocol") or PROTOCOLS[0]
    return protocol


def _port(port: Mapping[str, Json], kind: str, named: bool, path: str) -> Iterator[Fault]:
    inside = target(port)
    for number in dict.fromkeys((port.get("port", 0), inside)):
        if isinstance(number, str):
            if not _PORT_NAME.fullmatch(number):
                yield fault("api-value", path, option="targetPort")
        elif not 1 <= number <= HIGHEST:
            yield fault("port-range", path, port=number)
    if kind == _EXTERNAL and port.get("port") == KUBELET:
        yield fault("kubelet-port", path, port=KUBELET)
    name = port.get("name") or ""
    if (name or named) and not api_names.is_label(name):
        yield fault("api-value", path, option="name")
    if _protocol(port) not in PROTOCOLS:
        yield fault("api-value", path, option="protocol")
