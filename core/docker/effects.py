"""What an option that the agent does not read did on Docker, which in some modules is nothing.

Rules and checks both use this, so that they grade the same option alike. Source: Docker Engine API, ContainerCreate;
kubernetes-edge-agent reference section 5.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.docker import experimental, facts, limits, namespaces, placeholders, quantities, storage, volumes
from core.docker.types import whole
from core.manifest.manifest import Module, member
from core.model.base import Json

SHARED_MEMORY = "/dev/shm"
USUAL_SHARED_MEMORY = 64 * quantities.MEBI
"""What Docker and containerd give without being asked."""


_EMPTY: tuple[object, ...] = (None, "", 0, False, [], {})


def empty(value: Json) -> bool:
    """Whether an option has no content, whatever its type: an empty text, zero, no element."""
    return value in _EMPTY


def shared_memory(module: Module, value: Json) -> str:
    """Why `ShmSize` has no effect: `host`, `mounted` or `small`; empty if it has one or cannot be read."""
    size = whole(value)
    if value is not None and size is None:
        return ""
    if namespaces.mode(module, "IpcMode")[1] == "host":
        return "host"
    if _covered(module):
        return "mounted"
    return "small" if size is None or size <= USUAL_SHARED_MEMORY else ""


def _covered(module: Module) -> bool:
    """Whether something else is mounted at the place of shared memory."""
    paths = [path for path, _ in volumes.mounted(module)]
    paths += [mount.target for mount in storage.mounts(module)]
    paths += [bind.target for bind in storage.binds(module)]
    paths += [place.key for place in module.members_at("HostConfig", "Tmpfs")]
    return any(path.rstrip("/") == SHARED_MEMORY for path in paths)


def aliases(config: Json) -> list[str]:
    """Every alias of every network in `NetworkingConfig`."""
    found: list[str] = []
    for network in _values(member(config, "EndpointsConfig")):
        names = member(network, "Aliases")
        found += [name for name in (names if isinstance(names, list) else ()) if isinstance(name, str)]
    return list(dict.fromkeys(found))


def _values(value: Json) -> list[Json]:
    return list(value.values()) if isinstance(value, dict) else []


def usual_runtime(value: Json) -> bool:
    """Whether `Runtime` or `DeviceRequests` specifies what every container gets anyway."""
    return value == "runc" or empty(value)


def decided(module: Module, member: str) -> bool:
    """Whether `securityContext` already sets what `User` or `GroupAdd` would set, or cannot be written."""
    known = experimental.get(module, "securityContext", member) is not None
    return known or not experimental.writable(module, "securityContext")


def _no_limit(key: str) -> Callable[[Module, Json], bool]:
    return lambda module, _value: any(limit.key == key and limit.amount == "" for limit in limits.limits(module))


def _lone_period(module: Module, _value: Json) -> bool:
    return not any(limit.key == "CpuQuota" and limit.rules for limit in limits.limits(module))


def _privileged(module: Module, value: Json) -> bool:
    items = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return facts.is_privileged(module) or not any(item not in (None, "") for item in items)


_IDLE: Mapping[str, Callable[[Module, Json], bool]] = {
    "shmsize": lambda module, value: bool(shared_memory(module, value)),
    "cpuperiod": _lone_period,
    **{key.lower(): _no_limit(key) for key in limits.TARGETS},
    "capadd": _privileged,
    "devices": _privileged,
    "runtime": lambda _module, value: usual_runtime(value),
    "devicerequests": lambda _module, value: usual_runtime(value),
    "user": lambda module, _value: decided(module, "runAsUser"),
    "groupadd": lambda module, value: decided(module, "supplementalGroups") or not isinstance(value, list),
    "sysctls": lambda _module, value: not isinstance(value, dict),
}
_MATTERS: Mapping[str, Callable[[Module, Json], bool]] = {
    "networkingconfig": lambda module, value: bool(aliases(value)) and not facts.on_host_network(module),
}


def judges(key: str, usually: bool) -> bool:
    """Whether it depends on the value of an option that is not read whether it matters."""
    return usually or key.lower() in _MATTERS


def matters(module: Module, key: str, value: Json, usually: bool) -> bool:
    """Whether a module may depend on an option that is not read; `usually` is the default from the table of options."""
    name = key.lower()
    if placeholders.is_hidden(value):
        return False
    if name in _MATTERS:
        return _MATTERS[name](module, value)
    return usually and not (name in _IDLE and _IDLE[name](module, value))
