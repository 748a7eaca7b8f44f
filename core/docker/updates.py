"""How Kubernetes replaces a module at an update, and what speaks against a rolling one.

Source: azure-docs azure-stack-edge-gpu-modify-fpga-modules-gpu; Kubernetes, Deployment strategy.
"""

from __future__ import annotations

from core.docker import accelerators, facts
from core.manifest.manifest import Module, remembered
from core.model.base import Json

RECREATE = "Recreate"
ROLLING = "RollingUpdate"


@remembered
def reasons(module: Module) -> tuple[str, ...]:
    """Why the module should not be rolled, strong reasons first."""
    tests = (
        ("gpu", bool(accelerators.asker(module)) or facts.gpu_count(module) > 0),
        ("host-network", facts.on_host_network(module)),
        ("share", facts.has_storage(module)),
        ("host-port", facts.has_host_port(module)),
    )
    return tuple(name for name, there in tests if there)


def form(strategy: Json) -> str:
    """`missing`, `sound`, `rolling` (another strategy was chosen) or `refused` (Kubernetes or the agent refuses it).

    A rolling update without surge stops the old copy first, which is as good as Recreate.
    """
    if strategy is None or strategy == {}:
        return "missing"
    if not isinstance(strategy, dict):
        return "refused"
    members = {key.lower(): value for key, value in strategy.items()}
    kind = members.get("type")
    if kind == RECREATE:
        return "sound" if members.get("rollingupdate") is None else "refused"
    if kind not in (None, ROLLING):
        return "refused"
    rolling = members.get("rollingupdate")
    surge = (
        next((rolling[key] for key in rolling if key.lower() == "maxsurge"), None)
        if isinstance(rolling, dict)
        else None
    )
    return "sound" if str(surge) in ("0", "0%") else "rolling"
