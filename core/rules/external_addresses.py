"""How many external addresses the deployment needs before any answer, and how many the device has."""

from __future__ import annotations

from core.docker import experimental, ports, profiles
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.rules.base import Area, Device, Findings, Rule, Verdict

INSIDE = ("clusterip", "nodeport", "externalname")
HUB = "edgeHub"


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for the deployment, if any module of the original file needs an address.

    An edgeHub that is not in the file is counted: the one on the device has an address unless it is limited.
    """
    profile = profiles.of(device)
    limited = INSIDE if profile.reads_service_options else ()

    def asks(module: Module) -> object:
        reached = ports.has_bindings(module) and ports.numbers(module)
        return reached and experimental.service_type(module) not in limited and not ports.all_skipped(module, profile)

    asking = [module.name for module in where(manifest, asks)]
    if not asking:
        return
    elsewhere = manifest.module(HUB) is None
    needed = len(asking) + elsewhere
    free = device.addresses
    short = free is not None and free < needed
    yield RULE.finding(
        "",
        "addresses",
        "",
        Verdict.NOTE,
        needed=needed,
        free=free,
        modules=[*asking],
        variant="unknown" if free is None else "short" if short else "",
        tags=["hub"] if elsewhere else [],
    )


RULE = Rule(id=rule_ids.ADDRESSES, area=Area.NETWORK, source=("N6", "N7"), detect=detect, advice=True)
