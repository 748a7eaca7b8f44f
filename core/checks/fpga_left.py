"""Remaining uses of the FPGA: its resource, device files, the address of its wire server."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Finding, Findings, Verdict
from core.docker import accelerators, facts
from core.manifest.manifest import Manifest, Module
from core.targets.kubernetes.model import Preview

_VERDICTS = {"resource": Verdict.BLOCK, "device": Verdict.MANUAL, "variable": Verdict.NOTE, "name": Verdict.MANUAL}


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each; images and variables that name the FPGA show that a model must be rebuilt."""
    for module in manifest.modules:
        places = {place.key: place for place in reversed(facts.resource_places(module)) if facts.is_fpga(place.key)}
        for key, place in places.items():
            yield _finding(module, "resource", key, place.pointer)
        for place in accelerators.devices(module, "fpga"):
            yield _finding(module, "device", accelerators.device_path(place.value), place.pointer)
        if accelerators.has_wireserver(module):
            for variable in module.env():
                if variable.name.upper() == accelerators.WIRESERVER:
                    yield _finding(module, "variable", variable.name, variable.pointer)
        for name in accelerators.names(module):
            yield _finding(module, "name", name, module.pointer)


def _finding(module: Module, variant: str, what: str, pointer: str) -> Finding:
    return CHECK.finding(module, what, pointer, _VERDICTS[variant], what=what, variant=variant)


CHECK = Check(
    id="fpga-left",
    area=Area.RESOURCES,
    source=("R1", "R3", "DEV-7-models"),
    run=run,
)
