"""The section `k8s-experimental` of create options: its own name in exact case, everything below it in any case.

Source: Azure/iotedge, KubernetesExperimentalCreatePodParameters.cs (kubernetes-edge-agent reference section 9).
"""

from __future__ import annotations

from core.manifest import pointer as ptr
from core.manifest.manifest import Module, Place, spelling
from core.model import Json

SECTION = "k8s-experimental"


def find(module: Module, *keys: str) -> Place | None:
    """The value at this path below the section; None when it is absent."""
    return module.find(SECTION, *keys) if SECTION in module.options else None


def get(module: Module, *keys: str) -> Json:
    """Like `find`, but the value alone."""
    place = find(module, *keys)
    return None if place is None else place.value


def to(module: Module, *keys: str) -> str:
    """Where to add a value below the section, in the file's own spelling as far as there is one."""
    if SECTION in module.options:
        return module.to(SECTION, *keys)
    return ptr.join(module.options_pointer, SECTION, *keys)


def writable(module: Module, *keys: str) -> bool:
    """Whether a member can be added here: every container on the way is an object, null or not there yet."""
    value: Json = module.options.get(SECTION)
    for key in keys:
        if not isinstance(value, dict):
            break
        actual = spelling(value, key)
        value = None if actual is None else value[actual]
    return value is None or isinstance(value, dict)


def service_type(module: Module) -> str:
    """`serviceOptions.type` in lower case; empty when it is not given or not one the agent knows."""
    kind = get(module, "serviceOptions", "type")
    kind = kind.lower() if isinstance(kind, str) else ""
    return kind if kind in ("clusterip", "nodeport", "loadbalancer", "externalname") else ""
