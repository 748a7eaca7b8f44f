"""A network mode other than host has no counterpart, because every pod has a network of its own."""

from __future__ import annotations

from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import Area, Device, Findings, Rule, Verdict

USUAL = ("", "host", "default", "bridge", "nat", "azure-iot-edge")
"""Modes that a module on Docker has by default, and host, which another rule handles."""

_VERDICTS = {"container": Verdict.MANUAL, "none": Verdict.NOTE, "": Verdict.NOTE}


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module with such a mode."""
    place = module.find("HostConfig", "NetworkMode")
    if place is None or not isinstance(place.value, str) or place.value.lower() in USUAL:
        return
    kind = place.value.lower().partition(":")[0]
    variant = kind if kind in ("container", "none") else ""
    yield RULE.finding(
        module,
        "NetworkMode",
        place.pointer,
        _VERDICTS[variant],
        mode=place.value,
        other=place.value.partition(":")[2],
        variant=variant,
    )


RULE = Rule(id="network-mode", area=Area.NETWORK, source=("N4", "O6"), detect=detect, advice=True)
