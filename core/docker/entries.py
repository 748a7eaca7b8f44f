"""How edgeAgent reads a module entry outside the create options, and the runtime: one model for every target.

Source: Azure/iotedge, DockerDesiredModule.cs, EdgeAgentDockerModule.cs, DockerModule.cs, IModule.cs, EnvVal.cs,
DockerRuntimeInfo.cs, RegistryCredentials.cs of edge-on-k8s-public-preview-beta8, -beta12, -beta13, -beta15 and 1.5.14,
which Json.NET 12 reads; kubernetes-edge-agent reference sections 3 and 4. One fault stops the whole deployment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from core.docker import placeholders, profiles
from core.docker.hub_config import VERSION, accepts_version
from core.manifest import pointer as ptr
from core.manifest.equal_modules import where
from core.manifest.excerpt import shell
from core.manifest.manifest import Kind, Manifest, Module, Place, member, spelling
from core.model.base import Json
from core.model.device import Device
from core.model.remembered import remembered

SYSTEM = ("edgeAgent", "edgeHub")
SYSTEM_MODULES = "systemModules"
POLICIES = ("never", "on-failure", "on-unhealthy", "always", "unknown")
PULLS = ("on-create", "never")
_STATES = ("unknown", "backoff", "running", "unhealthy", "stopped", "failed")
HIGHEST = 2**32 - 1
CREDENTIALS = "registryCredentials"
CREDENTIAL = ("address", "username", "password")
RUNTIME_TEXTS = ("minDockerVersion", "loggingOptions")
_CHUNK_LIKE = re.compile(r"createoptions\d*", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")


class Reader(NamedTuple):
    """What differs between generations of edgeAgent: whether it reads `startupOrder`, and the states it knows."""

    orders: bool = True
    states: tuple[str, ...] = (*_STATES, "dead")


ON_DOCKER = Reader()
"""edgeAgent 1.4 and newer on Docker."""


class Fault(NamedTuple):
    """A member that edgeAgent cannot read: `code` names the kind, `value` is None where it is missing or null.

    `facts` are what texts about it need.
    """

    module: str
    pointer: str
    code: str
    facts: Mapping[str, Json]
    value: Json = None


def reader(device: Device) -> Reader:
    """How the edgeAgent of a device reads."""
    if device.platform != "kubernetes":
        return ON_DOCKER
    return of_generation(profiles.of(device))


def of_generation(profile: profiles.Profile) -> Reader:
    """How a generation of the Kubernetes agent reads: `startupOrder` came with beta13."""
    return Reader(profile.orders_starts, _STATES)


def is_stray_chunk(key: str) -> bool:
    """Whether the agent takes a key of the settings for a chunk of create options although it is none."""
    return key != "createOptions" and _CHUNK_LIKE.search(key) is not None and not _CHUNK_LIKE.fullmatch(key)


def is_chunk(key: str) -> bool:
    """Whether a key of the settings holds create options, or a part of them."""
    return _CHUNK_LIKE.fullmatch(key) is not None


def faults(manifest: Manifest, reads: Reader) -> Iterator[Fault]:
    """Everything that the agent cannot read outside the create options: by module, then of the deployment.

    Of create options alone what is around them is not in the file.
    """
    if not manifest.root:
        for module in where(manifest, lambda module: module_faults(module, reads)):
            yield from module_faults(module, reads)
    yield from deployment_faults(manifest)


@remembered
def module_faults(module: Module, reads: Reader) -> tuple[Fault, ...]:
    """What the agent cannot read of a module entry; a text that holds a placeholder is not judged."""
    return tuple(_module_faults(module, reads))


def _module_faults(module: Module, reads: Reader) -> Iterator[Fault]:
    body = shell(module)
    is_agent = module.kind is Kind.SYSTEM and module.name == SYSTEM[0]
    for member_ in _members(reads, checked=not is_agent):
        actual = spelling(body, member_.key)
        value = None if actual is None else body[actual]
        if actual is None and (not member_.required or (is_agent and member_.key != "type")):
            continue
        if not member_.fits(value) and not placeholders.is_left(value):
            pointer = ptr.join(module.pointer, actual or member_.key)
            yield Fault(module.name, pointer, member_.code, member_.facts(value), value)
    settings = body.get("settings")
    for key in settings if isinstance(settings, dict) else ():
        if is_stray_chunk(key):
            yield Fault(module.name, ptr.join(module.pointer, "settings", key), "stray-chunk", {"key": key})
    yield from _variables(module)


class _Member(NamedTuple):
    """A member of an entry: what is read of it, and the code of a fault."""

    key: str
    code: str
    fits: Callable[[Json], bool]
    required: bool = False

    def facts(self, value: Json) -> Mapping[str, Json]:
        """The value under the key where the code says which member it is, else both as texts."""
        return {self.key: value} if self.required else {"key": self.key, "value": shown(value)}


def shown(value: Json) -> str:
    """A value as prose quotes it: objects and arrays by their kind, null as JSON spells it."""
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@lru_cache(maxsize=16)
def _members(reads: Reader, *, checked: bool) -> tuple[_Member, ...]:
    """The members of an entry. Of edgeAgent any number is read as a status or restart policy: it uses its own."""
    order = (_Member("startupOrder", "module-order", reads_order),) if reads.orders else ()
    return (
        _Member("type", "module-type", lambda value: value == "docker", required=True),
        _Member("status", "module-status", lambda value: reads_word(value, reads.states, checked), required=True),
        _Member("restartPolicy", "module-policy", lambda value: reads_word(value, POLICIES, checked)),
        _Member("imagePullPolicy", "module-policy", lambda value: reads_word(value, PULLS)),
        *order,
        _Member("version", "module-text", lambda value: not isinstance(value, (dict, list))),
    )


def _variables(module: Module) -> Iterator[Fault]:
    env, where = module.entry("env"), ptr.join(module.pointer, "env")
    if env is not None and not isinstance(env, dict) and not placeholders.is_left(env):
        yield Fault(module.name, where, "variable-shape", {"name": "env"}, env)
    for name, entry in env.items() if isinstance(env, dict) else ():
        place = ptr.join(where, name)
        if not isinstance(entry, dict):
            if not placeholders.is_left(entry):
                yield Fault(module.name, place, "variable-shape", {"name": name}, entry)
        elif isinstance(member(entry, "value"), (dict, list)):
            key = str(spelling(entry, "value"))
            yield Fault(module.name, ptr.join(place, key), "variable-value", {"name": name}, entry[key])


def reads_word(value: Json, words: tuple[str, ...], checked: bool = True) -> bool:
    """Whether a word of an enumeration is read: with or without hyphens, in any case, or as its number.

    Several words with commas between them are read as their sum.
    """
    if isinstance(value, str) and value in words:
        return True
    if isinstance(value, int) and not isinstance(value, bool):
        return not checked or 0 <= value < len(words)
    if not isinstance(value, str) or value.strip() == "":
        return False
    if _NUMBER.fullmatch(value.strip()):
        return reads_word(int(value), words, checked)
    known = {spelled: number for number, word in enumerate(words) for spelled in (word, word.replace("-", ""))}
    total = 0
    for part in value.split(","):
        number = known.get(part.strip().lower())
        if number is None:
            return False
        total |= number
    return not checked or total < len(words)


def reads_order(value: Json) -> bool:
    """Whether a start order is read: a whole number of 32 bits, as a text too; other numbers are rounded."""
    if isinstance(value, str):
        return _NUMBER.fullmatch(value.strip()) is not None and 0 <= int(value) <= HIGHEST
    return isinstance(value, (int, float)) and 0 <= round(value) <= HIGHEST


def deployment_faults(manifest: Manifest) -> Iterator[Fault]:
    """What the agent cannot read around the modules: versions, types, names, credentials."""
    agent = manifest.agent
    if agent is None or not isinstance(agent.value, dict):
        return
    version = agent.value.get(VERSION)
    if not accepts_version(version) and not placeholders.is_left(version):
        yield Fault("", ptr.join(agent.pointer, VERSION), "version", {"version": version}, version)
    yield from _runtime(agent)
    system = {module.name for module in manifest.modules if module.kind is Kind.SYSTEM}
    for module in manifest.custom:
        if module.name in SYSTEM and module.name in system:
            yield Fault(module.name, module.pointer, "system-name", {"module": module.name})
    for part in (SYSTEM_MODULES, "modules"):
        held = agent.value.get(part)
        for name, body in held.items() if isinstance(held, dict) else ():
            if not isinstance(body, dict):
                pointer = ptr.join(agent.pointer, part, name)
                yield Fault("", pointer, "module-type", {"module": name, "type": None}, body)


def not_listed(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """What a whole deployment lacks of the modules of the runtime, with its place: all, or one beside the other.

    Where systemModules are empty, another tool adds them. Without systemModules edgeAgent refuses the deployment
    (DeploymentConfig). The published schema requires both; the agent on Kubernetes deletes the Deployments of modules
    that are not listed, its own too (EdgeDeploymentController).
    """
    agent = manifest.agent
    if manifest.root or agent is None or manifest.hub is None or not isinstance(agent.value, dict):
        return
    held = agent.below(SYSTEM_MODULES)
    if held.value is None:
        yield SYSTEM_MODULES, held.pointer
    elif isinstance(held.value, dict) and any(name in held.value for name in SYSTEM):
        yield from ((name, ptr.join(held.pointer, name)) for name in SYSTEM if name not in held.value)


def _runtime(agent: Place) -> Iterator[Fault]:
    """Its form and type, and credentials without address, user name or password (DockerRuntimeInfo, -Config)."""
    runtime, where = agent.value.get("runtime"), ptr.join(agent.pointer, "runtime")
    if not isinstance(runtime, dict):
        if runtime is None or not placeholders.is_left(runtime):
            yield Fault("", where, "runtime-form", {"key": "runtime"}, runtime)
        return
    kind = runtime.get("type")
    if kind != "docker" and not placeholders.is_left(kind):
        yield Fault("", ptr.join(where, "type"), "runtime-type", {"type": kind}, kind)
    settings = runtime.get("settings")
    if _is_no_object(settings):
        yield Fault("", ptr.join(where, "settings"), "runtime-form", {"key": "settings"}, settings)
    if not isinstance(settings, dict):
        return
    where = ptr.join(where, "settings")
    for key in RUNTIME_TEXTS:
        if isinstance(settings.get(key), (dict, list)):
            yield Fault("", ptr.join(where, key), "runtime-text", {"key": key}, settings[key])
    found = settings.get(CREDENTIALS)
    if _is_no_object(found):
        yield Fault("", ptr.join(where, CREDENTIALS), "runtime-form", {"key": CREDENTIALS}, found)
    for name, entry in found.items() if isinstance(found, dict) else ():
        lacking = [key for key in CREDENTIAL if not _is_text(member(entry, key))]
        if lacking and not placeholders.is_left(entry):
            place = ptr.join(where, CREDENTIALS, name)
            yield Fault("", place, "credential", {"name": name, "lacking": ", ".join(lacking)}, entry)


def _is_no_object(value: Json) -> bool:
    """Whether a value cannot be read as an object; null and an empty text are read as none."""
    return value not in (None, "") and not isinstance(value, dict) and not placeholders.is_left(value)


def _is_text(value: Json) -> bool:
    """Whether something is there that becomes a text which is not blank."""
    return not isinstance(value, (dict, list)) and str("" if value is None else value).strip() != ""
