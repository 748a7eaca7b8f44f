"""Ports that are only exposed get the external address as well, once a port of the module is published."""

from __future__ import annotations

from core.docker import experimental, ports
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import Area, Device, Findings, Json, Rule, Verdict

INSIDE = ("clusterip", "nodeport")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module with an external service and ports without a binding."""
    exposed = ports.exposed(module)
    if not exposed or not ports.has_bindings(module) or experimental.service_type(module) in INSIDE:
        return
    bound = {(port.number, port.protocol) for port in ports.bindings(module)}
    labels: list[Json] = [port.label for port in exposed if (port.number, port.protocol) not in bound]
    place = module.find("ExposedPorts")
    if labels and place is not None:
        yield RULE.finding(
            module, "ExposedPorts", place.pointer, Verdict.NOTE, ports=labels, variant="" if bound else "empty"
        )


RULE = Rule(id="exposed-outside", area=Area.NETWORK, source=("AGT-8-type", "AGT-8"), detect=detect, advice=True)
