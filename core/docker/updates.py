"""How Kubernetes replaces a module at an update, and the reasons against a rolling update.

Source: azure-docs azure-stack-edge-gpu-modify-fpga-modules-gpu; Kubernetes, Deployment strategy.
"""

from __future__ import annotations

from core.docker import accelerators, facts, placeholders
from core.manifest.equal_modules import shared
from core.manifest.manifest import Module
from core.model.base import Json

RECREATE = "Recreate"
ROLLING = "RollingUpdate"


def reasons(module: Module) -> tuple[str, ...]:
    """The reasons against a rolling update of the module, strong ones first."""
    gpu = facts.gpu_count(module) > 0 or accelerators.asker(module)
    return ("gpu", *_other_reasons(module)) if gpu else _other_reasons(module)


@shared
def _other_reasons(module: Module) -> tuple[str, ...]:
    tests = (
        ("host-network", facts.on_host_network(module)),
        ("share", facts.has_storage(module)),
        ("host-port", facts.has_host_port(module)),
    )
    return tuple(name for name, there in tests if there)


_NONE = ("0", "0%")
"""No pod at all. Kubernetes takes it for surge or for those that may be missing, not for both."""


def form(strategy: Json) -> str:
    """`missing`, `sound`, `rolling` (another strategy was chosen) or `refused` (Kubernetes or the agent refuses it).

    One that a template sets later counts as sound: the rule about placeholders reports it.
    A rolling update without surge stops the old copy first, which is as good as Recreate.
    """
    if strategy is None or strategy == {}:
        return "missing"
    if placeholders.is_hidden(strategy):
        return "sound"
    if not isinstance(strategy, dict):
        return "refused"
    members = {key.lower(): value for key, value in strategy.items()}
    kind = members.get("type")
    if placeholders.is_left(kind):
        return "sound"
    if kind == RECREATE:
        return "sound" if members.get("rollingupdate") is None else "refused"
    if kind not in (None, "", ROLLING):
        return "refused"
    rolling = members.get("rollingupdate")
    amounts = {key.lower(): str(value) for key, value in rolling.items()} if isinstance(rolling, dict) else {}
    if amounts.get("maxsurge") not in _NONE:
        return "rolling"
    return "refused" if amounts.get("maxunavailable") in _NONE else "sound"
