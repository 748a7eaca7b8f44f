"""What a module will have whatever is answered: accelerators, shares and ports, in one place for all rules.

Rules that react to what another rule writes (Recreate, GPU totals) read it here, so that migrating a migrated manifest
finds the same facts and changes nothing.
"""

from __future__ import annotations

from functools import lru_cache

from core.docker import experimental, ports
from core.manifest.equal_modules import shared
from core.manifest.manifest import Module, Place, spelling
from core.model import rule_ids
from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.findings import finding_id
from core.model.remembered import remembered

SHARE_ROOT = "/home/hcsshares/"
"""Local mount point of shares for edge compute on the FPGA device (azure-docs, databox-online)."""

GPU = "nvidia.com/gpu"
FPGA_WORDS = ("fpga", "catapult")
LEAVES_HOST_NETWORK = "leave"
"""The answer that takes a module off the network of the host."""
PARTS = ("limits", "requests")


@remembered
def resource_places(module: Module) -> list[Place]:
    """The members of `limits` and `requests` under k8s-experimental resources, with their places."""
    return [Place(module.options_pointer + below, value) for below, value in _resources(module)]


@shared
def _resources(module: Module) -> list[tuple[str, Json]]:
    """The same by their places below the create options."""
    parts = [experimental.find(module, "resources", part) for part in PARTS]
    found = [place for part in parts if part is not None for place in part.members()]
    return [(place.pointer.removeprefix(module.options_pointer), place.value) for place in found]


NEED_PRIVILEGE = ("Devices", "CapAdd")
"""Members of HostConfig that a module gets on Kubernetes only by being privileged."""


@lru_cache(maxsize=4096)
def is_fpga(key: str) -> bool:
    """Whether a resource key requests the FPGA (`microsoft.com/fpga_catapult` and similar keys)."""
    return any(word in key.lower() for word in FPGA_WORDS)


@shared
def gpu_count(module: Module) -> int:
    """The number of GPUs that the module requests now; 0 for none and for an unreadable number."""
    counts = (ports.whole(place.value) for place in resource_places(module) if place.key == GPU)
    return max((count for count in counts if count is not None and count > 0), default=0)


@shared
def fpga_keys(module: Module) -> tuple[str, ...]:
    """The resources of the module that ask for the FPGA, each once."""
    return tuple(dict.fromkeys(place.key for place in resource_places(module) if is_fpga(place.key)))


def wants_fpga(module: Module) -> bool:
    """Whether a resource of the module asks for the FPGA."""
    return bool(fpga_keys(module))


@shared
def host_keys(module: Module) -> frozenset[str]:
    """The keys of `HostConfig` in lower case, by which rules quickly skip modules that do not concern them."""
    host = module.get("HostConfig") if module.has_options else None
    return frozenset(key.lower() for key in host) if isinstance(host, dict) else frozenset()


def is_stopped(module: Module) -> bool:
    """Whether the runtime creates the module but does not start it."""
    return bool(module.entry("status") == "stopped")


@shared
def on_host_network(module: Module) -> bool:
    """Whether the module shares the network of the node (`HostConfig.NetworkMode: host`, any case)."""
    mode = module.get("HostConfig", "NetworkMode")
    return isinstance(mode, str) and mode.lower() == "host"


def leaves_host_network(module: Module, answers: Answers) -> bool:
    """Whether these answers remove the module from the host network."""
    return answers.get(host_network_id(module)) == LEAVES_HOST_NETWORK


def host_network_id(module: Module) -> str:
    """The finding that asks for it, where more than one module is on the network of the host."""
    return finding_id(rule_ids.ON_HOST_NETWORK, module.name, "network")


def is_privileged(module: Module) -> bool:
    """Whether the module is privileged; the agent also accepts the text "true"."""
    value = module.get("HostConfig", "Privileged")
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def make_privileged(module: Module, finding: str) -> list[Change]:
    """The change that makes the module privileged."""
    place = module.find("HostConfig", "Privileged")
    if place is not None:
        return [Change("replace", place.pointer, finding, True)]
    return [Change("add", module.to("HostConfig", "Privileged"), finding, True)]


def host_mode(module: Module, key: str, finding: str) -> list[Change]:
    """The change that makes a mode of `HostConfig` (`IpcMode`, `PidMode`) that of the host."""
    place = module.find("HostConfig", key)
    if place is not None:
        same = isinstance(place.value, str) and place.value.lower() == "host"
        return (
            [] if same or isinstance(place.value, (dict, list)) else [Change("replace", place.pointer, finding, "host")]
        )
    if module.unjudged or not isinstance(module.get("HostConfig"), (dict, type(None))):
        return []
    return [Change("add", module.to("HostConfig", key), finding, "host")]


@shared
def has_host_port(module: Module) -> bool:
    """Whether any port is published, also by a range or an empty host port, which may become a number."""
    bindings = module.get("HostConfig", "PortBindings")
    return isinstance(bindings, dict) and any(isinstance(value, list) and value for value in bindings.values())


@shared
def has_storage(module: Module) -> bool:
    """Whether the module has a bind or mount (readable or not), which may be a share after the migration."""
    return bool(storage_entries(module))


def storage_entries(module: Module) -> list[Json]:
    """The binds and mounts of a module, readable or not; a value that is no list counts as one entry.

    A tmpfs does not count: each pod has its own.
    """
    binds, mounts = module.get("HostConfig", "Binds"), module.get("HostConfig", "Mounts")
    entries = binds if isinstance(binds, list) else [binds] if isinstance(binds, str) and binds else []
    if isinstance(mounts, list):
        return [*entries, *(mount for mount in mounts if not _is_tmpfs(mount))]
    return [*entries, mounts] if isinstance(mounts, dict) and mounts else list(entries)


def _is_tmpfs(mount: Json) -> bool:
    kind = spelling(mount, "Type")
    return kind is not None and str(mount[kind]).lower() == "tmpfs"


def refused_by_hub(value: Json) -> bool:
    """Whether an object holds a key IoT Hub refuses in a twin: one with a dot, a space or `$`.

    Source: azure-docs iot-hub-devguide-device-twins; such create options must be a string.
    """
    if isinstance(value, dict):
        return any(set(". $") & set(key) or refused_by_hub(item) for key, item in value.items())
    return isinstance(value, list) and any(refused_by_hub(item) for item in value)
