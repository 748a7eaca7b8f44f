"""Keys of the sections of the runtime that the published schema refuses; nothing reads them but for `storeLimits`.

Source: the schemas in resources/schemas, which `az iot edge set-modules` checks with (Azure/azure-iot-cli-extension,
operations/hub.py, _validate_payload_schema); that the agent skips unknown members: Json.NET, as Azure/iotedge uses it;
storeLimits: StoreAndForwardConfiguration.cs of edge-on-k8s-public-preview-beta8 to 1.6.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.docker import entries, options_table
from core.docker.hub_config import read_as
from core.docker.hub_values import LIMITS
from core.docker.options import Place as Level
from core.manifest.comment_keys import is_comment
from core.manifest.equal_modules import where
from core.manifest.excerpt import shell
from core.manifest.manifest import Kind, Manifest, Module, Place
from core.manifest.shapes import DESIRED

_OF_EDGE_AGENT = frozenset(("env", "imagePullPolicy", "settings", "type"))
_OF_EDGE_HUB = _OF_EDGE_AGENT | {"restartPolicy", "startupOrder", "status"}
KNOWN = {
    "agent": frozenset(("modules", "runtime", "schemaVersion", "systemModules")),
    "runtime": frozenset(("settings", "type")),
    "runtime-settings": frozenset(("loggingOptions", "minDockerVersion", "registryCredentials")),
    "credential": frozenset(("address", "password", "username")),
    "edgeAgent": _OF_EDGE_AGENT,
    "edgeHub": _OF_EDGE_HUB,
    "module": _OF_EDGE_HUB | {"version"},
    "settings": frozenset(("image",)),
    "variable": frozenset(("value",)),
    "hub": frozenset(("routes", "schemaVersion", "storeAndForwardConfiguration")),
    "store": frozenset(("timeToLiveSecs",)),
}
"""What schema 1.1 knows at each place; other keys are refused there. Create options may be in several keys."""
ADDED_BY_HUB = frozenset(("$metadata", "$version"))
"""What IoT Hub adds to the desired properties of a twin, which has its own rule."""
CREATE_OPTIONS = "createoptions"
_DESIRED = ("agent", "hub")
_ALL = KNOWN["module"]
"""What the agent reads in every entry, although the schema knows some of it for modules only: left alone there."""
_NEWER = frozenset(("mqttBroker", "integrations"))
"""Members of $edgeHub that only a newer schema knows, which have their own rule."""


class Unread(NamedTuple):
    """Such a key: the module it belongs to or none, what it is in, whether the schema of the file refuses it.

    `level` is where a known create option belongs that is beside the create options; None for all others.
    """

    module: str
    place: Place
    inside: str
    refused: bool
    level: Level | None = None

    @property
    def read(self) -> bool:
        """Whether edgeHub reads it all the same: every edgeHub from 1.0.10 on limits its store."""
        return self.inside == "store" and self.place.key.lower() == LIMITS.lower()


def places(manifest: Manifest) -> Iterator[Unread]:
    """Those of $edgeAgent, then of $edgeHub, in document order; comments and parts of a twin have their own rules."""
    agent = manifest.agent
    if agent is None or not isinstance(agent.value, dict) or manifest.root:
        return
    strict = _refuses(agent, 1)
    if strict:
        yield from _of_runtime(agent)
    for module in where(manifest, lambda module: [*_of_module(module, strict)]):
        if module.pointer.startswith(agent.pointer):
            yield from _of_module(module, strict)
    hub = manifest.hub
    if hub is not None and isinstance(hub.value, dict) and _refuses(hub, 2):
        for place in _unknown(hub, "hub"):
            if place.key not in _NEWER:
                yield Unread("", place, "hub", refused=True)
        for place in _unknown(hub.below("storeAndForwardConfiguration"), "store"):
            yield Unread("", place, "store", refused=True)


def _refuses(section: Place, minor: int) -> bool:
    """Whether the schema refuses unknown keys: those of 1.1 to 1.`minor` do, and a missing version becomes 1.1."""
    given = section.value.get("schemaVersion")
    version = (1, 1) if given is None else (read_as(given) or ())
    return (1, 1) <= version[:2] <= (1, minor)


def _of_runtime(agent: Place) -> Iterator[Unread]:
    runtime, settings = agent.below("runtime"), agent.below("runtime", "settings")
    held = ((credential, "credential") for credential in settings.below("registryCredentials").members())
    for holder, inside in ((agent, "agent"), (runtime, "runtime"), (settings, "runtime-settings"), *held):
        for place in _unknown(holder, inside):
            yield Unread("", place, inside, refused=True)


def _of_module(module: Module, strict: bool) -> Iterator[Unread]:
    entry = Place(module.pointer, shell(module))
    for holder, inside in ((entry, _kind(module)), (entry.below("settings"), "settings")):
        for place in _unknown(holder, inside):
            level = _level(place.key)
            if inside in entries.SYSTEM and place.key in _ALL:
                continue
            if (strict or level is not None) and not _is_chunk_like(place.key, inside):
                yield Unread(module.name, place, inside, strict, level)
    for variable in entry.below("env").members() if strict else ():
        for place in _unknown(variable, "variable"):
            yield Unread(module.name, place, "variable", refused=True)


def _kind(module: Module) -> str:
    return module.name if module.kind is Kind.SYSTEM and module.name in entries.SYSTEM else "module"


def _is_chunk_like(key: str, inside: str) -> bool:
    """Whether a key of the settings is a part of the create options, or taken for one by the agent."""
    return inside == "settings" and (entries.is_chunk(key) or entries.is_stray_chunk(key))


def _level(key: str) -> Level | None:
    """Where an option belongs that is beside the create options; create options as a whole belong to the settings."""
    for level in (Level.HOST, Level.TOP):
        if key[:1].isupper() and options_table.find(level, key) is not None:
            return level
    return Level.TOP if key.lower() in (CREATE_OPTIONS, "hostconfig", "k8s-experimental") else None


def _unknown(holder: Place, inside: str) -> Iterator[Place]:
    known = KNOWN[inside] | ADDED_BY_HUB if inside in _DESIRED else KNOWN[inside]
    if isinstance(holder.value, dict) and known.issuperset(holder.value):
        return
    for place in holder.members():
        key = place.key
        if key not in known and not is_comment(key) and key != DESIRED and not key.startswith(f"{DESIRED}."):
            yield place
