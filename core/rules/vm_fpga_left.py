"""Device files, resources and the hosts file of the FPGA, which the VM does not have."""

from __future__ import annotations

from core.docker import accelerators, facts
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module with any of these."""
    places = _places(module)
    if places:
        things = [accelerators.device_path(place.value) or _name(place) for place in places]
        yield RULE.finding(module, "fpga", places[0].pointer, Verdict.AUTO, things=list(dict.fromkeys(things)))


def _places(module: Module) -> list[Place]:
    resources = [place for place in facts.resource_places(module) if facts.is_fpga(place.key)]
    hosts = [
        place for place in module.list_at("HostConfig", "Binds") if place.pointer in accelerators.hosts_binds(module)
    ]
    return [*accelerators.devices(module, "fpga"), *resources, *hosts]


def _name(place: Place) -> str:
    return place.value if isinstance(place.value, str) else place.key


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes all of it."""
    places = _places(manifest.holder(finding.module, finding.pointer))
    return [Change("remove", place.pointer, finding.id) for place in places]


RULE = Rule(id="vm-fpga-left", area=Area.RESOURCES, source=("V-R1",), detect=detect, apply=apply, targets=LINUX_VM)
