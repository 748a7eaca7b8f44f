"""The output of `docker inspect` read as create options: what was set for a container, without what Docker added.

Source: Docker Engine API, ContainerInspect (`Config` and `HostConfig` are what ContainerCreate takes); Azure/iotedge
Agent.Docker CreateCommand (variables, labels, network and sockets that the edge agent gives every module).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.model.base import Json

PARTS = ("Config", "HostConfig")
_AGENT_LABEL = "net.azure-devices.edge."
_AGENT_VARIABLES = ("IOTEDGE_", "RuntimeLogLevel=")
_AGENT_NETWORKS = ("azure-iot-edge", "default")
_SOCKETS = "/var/run/iotedge/"
_UNSET: tuple[Json, ...] = (None, "", [], {}, 0, False)
_DEFAULTS: Mapping[str, tuple[Json, ...]] = {
    "CgroupnsMode": ("host", "private"),
    "ConsoleSize": ([0, 0],),
    "IpcMode": ("private", "shareable"),
    "LogConfig": ({"Type": "json-file", "Config": {}}, {"Type": "json-file", "Config": None}),
    "MemorySwappiness": (-1,),
    "RestartPolicy": ({"Name": "", "MaximumRetryCount": 0}, {"Name": "no", "MaximumRetryCount": 0}),
    "Runtime": ("runc",),
    "ShmSize": (67108864,),
}
"""What Docker prints of HostConfig where nothing was set, besides empty values."""
_PRINTED = frozenset(
    ("ContainerIDFile", "MaskedPaths", "ReadonlyPaths", "AttachStdin", "AttachStdout", "AttachStderr", "Image")
)
"""What Docker prints for every container, and create options do not need."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """Create options found in the output of `docker inspect`.

    `name` is the container's, which is that of the module. `agent` names what the edge agent gives every module and
    `docker` what Docker prints for every container: neither is taken over.
    """

    name: str
    options: dict[str, Json]
    agent: tuple[str, ...]
    docker: tuple[str, ...]

    @property
    def text(self) -> str:
        """The create options as a file of their own."""
        return json.dumps(self.options, indent=2, ensure_ascii=False) + "\n"


def is_container(value: Json) -> bool:
    """Whether a value is what `docker inspect` prints of one container."""
    return isinstance(value, dict) and all(isinstance(value.get(part), dict) for part in PARTS)


def containers(value: Json) -> list[dict[str, Json]]:
    """What `docker inspect` prints, one object a container, alone or in an array; empty for anything else."""
    items = value if isinstance(value, list) else [value]
    return list(items) if items and all(map(is_container, items)) else []


def inspected(container: dict[str, Json]) -> Inspected:
    """The create options of one container."""
    left: list[str] = []
    agent: list[str] = []
    config = _set(container["Config"], "Config", left)
    host = _set(container["HostConfig"], "HostConfig", left)
    if str(container.get("Id", "")).startswith(str(config.get("Hostname", "-"))):
        left.append("Config.Hostname")
        del config["Hostname"]
    _without(config, "Env", lambda item: str(item).startswith(_AGENT_VARIABLES), agent)
    _without(config, "Labels", lambda item: str(item).startswith(_AGENT_LABEL), agent)
    _without(host, "Binds", _is_socket, agent)
    if host.get("NetworkMode") in _AGENT_NETWORKS:
        agent.append(f"NetworkMode {host.pop('NetworkMode')}")
    name = str(container.get("Name", "")).removeprefix("/")
    options = {**config, **({"HostConfig": host} if host else {})}
    return Inspected(name, options, tuple(agent), tuple(left))


def _set(part: dict[str, Json], name: str, left: list[str]) -> dict[str, Json]:
    """The members of Config or HostConfig that someone set."""
    kept: dict[str, Json] = {}
    for key, value in part.items():
        if value in _UNSET or value in _DEFAULTS.get(key, ()) or key in _PRINTED:
            left.append(f"{name}.{key}")
        else:
            kept[key] = value
    memory = kept.get("Memory")
    if isinstance(memory, int) and kept.get("MemorySwap") == 2 * memory:  # what Docker allows where nothing is set
        left.append(f"{name}.MemorySwap")
        del kept["MemorySwap"]
    return kept


def _without(part: dict[str, Json], key: str, added: Callable[[Json], bool], agent: list[str]) -> None:
    """Take out of a list or an object what the edge agent added; an empty rest goes, too."""
    value = part.get(key)
    if not isinstance(value, (list, dict)):
        return
    agent += [re.split("[=:]", str(item))[0] for item in value if added(item)]
    rest: Json = [item for item in value if not added(item)]
    if isinstance(value, dict):
        rest = {item: value[item] for item in rest}
    part[key] = rest
    if not rest:
        del part[key]


def _is_socket(bind: Json) -> bool:
    """The sockets of the security daemon, which the edge agent mounts at the same path."""
    source, _colon, target = str(bind).partition(":")
    return source.startswith(_SOCKETS) and source.endswith(".sock") and target.partition(":")[0] == source
