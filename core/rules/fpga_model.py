"""A model made for the FPGA does not run on a GPU, and no manifest can change that."""

from __future__ import annotations

from core.docker import accelerators, facts
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.rules.base import EVERYWHERE, Area, Device, Findings, Json, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module with any use of the FPGA."""
    for module in manifest.modules:
        traces = _traces(module)
        if traces:
            yield RULE.finding(
                module,
                "model",
                module.image_pointer if module.image else module.pointer,
                Verdict.MANUAL,
                image=module.image,
                traces=traces,
            )


def _traces(module: Module) -> list[Json]:
    """The values that show the use of the FPGA, as the module has them."""
    keys: list[Json] = [place.key for place in facts.resource_places(module) if facts.is_fpga(place.key)]
    paths = [accelerators.device_path(place.value) for place in accelerators.devices(module, "fpga")]
    server = [accelerators.WIRESERVER] if accelerators.has_wireserver(module) else []
    return list(dict.fromkeys((*keys, *paths, *server, *accelerators.names(module))))


RULE = Rule(
    id=rule_ids.FPGA_CODE,
    area=Area.RESOURCES,
    source=("DEV-7-models", "R1"),
    detect=detect,
    targets=EVERYWHERE,
    minutes=240,
)
