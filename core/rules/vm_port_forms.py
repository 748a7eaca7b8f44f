"""Forms of port bindings that Docker publishes as they are: two protocols, several bindings, a range of host ports."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import ports
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module, member
from core.rules.base import LINUX_VM, Area, Device, Findings, Json, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one note for each module with such a form; what Docker does not read is found elsewhere."""
    forms = list(_forms(module))
    place = module.find("HostConfig", "PortBindings")
    if forms and place is not None:
        yield RULE.finding(module, "ports", place.pointer, Verdict.NOTE, tags=forms)


def _forms(module: Module) -> Iterator[str]:
    bindings = [(port, port.place.value) for port in ports.bindings(module) if isinstance(port.place.value, list)]
    if len({port.protocol for port, entries in bindings if entries}) > 1:
        yield "protocols"
    if any(len(entries) > 1 for _port, entries in bindings):
        yield "several"
    if any(_is_range(member(entry, "HostPort")) for _port, entries in bindings for entry in entries):
        yield "range"


def _is_range(value: Json) -> bool:
    low, dash, high = value.partition("-") if isinstance(value, str) else ("", "", "")
    return dash != "" and ports.whole(low) is not None and ports.whole(high) is not None


RULE = Rule(id="vm-port-forms", area=Area.NETWORK, source=("V-N6",), detect=detect, targets=LINUX_VM, advice=True)
