"""What the API refuses of a Service (reference sections 5.3 and 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.kubernetes.faults import Fault, fault
from core.model import Json

HIGHEST = 65535


def faults(body: Mapping[str, Json]) -> Iterator[Fault]:
    """Ports out of range, names given twice, protocols that an external address cannot mix."""
    ports = body["spec"]["ports"]
    names: set[str] = set()
    for index, port in enumerate(ports):
        path = f"/spec/ports/{index}"
        for number in dict.fromkeys((port["port"], port.get("targetPort", port["port"]))):
            if not 1 <= number <= HIGHEST:
                yield fault("port-range", path, port=number)
        if port["name"] in names:
            label = f"{port.get('targetPort', port['port'])}/{port['protocol'].lower()}"
            yield fault("port-name-twice", path, port=label, name=port["name"])
        names.add(port["name"])
    protocols = list(dict.fromkeys(port["protocol"] for port in ports))
    if body["spec"]["type"] == "LoadBalancer" and len(protocols) > 1:
        yield fault("mixed-protocols", f"/spec/ports/{len(ports) - 1}", protocols=protocols)
