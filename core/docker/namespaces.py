"""Namespaces for processes and shared memory that a module uses: `IpcMode` and `PidMode` of `HostConfig`.

Source: Docker Engine API; Azure/iotedge KubernetesDeploymentMapper.cs: `host` is read (IpcMode from beta10, PidMode
from beta14 on), any other value means a separate namespace.
"""

from __future__ import annotations

from core.docker import accelerators, facts
from core.manifest.manifest import Manifest, Module, Place
from core.model import rule_ids
from core.model.base import Answers
from core.model.findings import finding_id
from core.model.remembered import remembered

CONTAINER = "container:"


def mode(module: Module, key: str) -> tuple[Place | None, str]:
    """The place of a mode and its value in lower case, empty for anything that is no text."""
    place = module.find("HostConfig", key)
    return place, place.value.strip().lower() if place is not None and isinstance(place.value, str) else ""


def joined(module: Module, key: str) -> str:
    """The name of the container whose namespace a module joins; empty for none, and for `container:` without one."""
    place, value = mode(module, key)
    if place is None or not value.startswith(CONTAINER):
        return ""
    return str(place.value).strip()[len(CONTAINER) :].strip()


@remembered
def ipc_lenders(manifest: Manifest) -> frozenset[str]:
    """The names of containers whose shared memory modules of this file join."""
    having = (module for module in manifest.modules if "ipcmode" in facts.host_keys(module))
    return frozenset(name for module in having if (name := joined(module, "IpcMode")))


def ipc_decided(module: Module, answers: Answers) -> bool:
    """Whether another answer makes `IpcMode` that of the host: sharing a GPU by MPS, or shared memory."""
    by_memory = answers.get(finding_id(rule_ids.SHM_OPTION, module.name, "ShmSize")) == "host"
    return by_memory or accelerators.sharing(module, answers)[0] == "mps"
