"""What edgeAgent and edgeHub refuse of a manifest for Docker, outside the create options.

Source: Azure/iotedge 1.6, DockerDesiredModule.cs, DockerModule.cs, RegistryCredentials.cs, EdgeHubConfigParser.cs,
EdgeHubDesiredProperties_1_1.cs; 1.5 reads the same. Parts of a template or of a layered deployment may be elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from core.docker import placeholders
from core.docker.entries import SYSTEM, accepts_status
from core.docker.facts import refused_by_hub
from core.docker.hub_config import SECTION, VERSION, accepts_version
from core.manifest import pointer as ptr
from core.manifest.manifest import Encoding, Kind, Manifest, Module
from core.model.base import Json

_POLICIES = frozenset(("never", "on-failure", "on-unhealthy", "always", "unknown", "onfailure", "onunhealthy"))
_PULLS = frozenset(("on-create", "never", "oncreate"))
_HIGHEST = 2**32 - 1
_CREDENTIAL = ("address", "username", "password")
_HUB_VERSIONS = frozenset(f"1.{minor}" for minor in range(4))


class Refused(NamedTuple):
    """A place that one of the two refuses: `code` says why in a word, `key` names the member, `value` is in it."""

    module: str
    pointer: str
    code: str
    key: str
    value: Json = None


def refusals(manifest: Manifest) -> Iterator[Refused]:
    """The modules in order, then the deployment, then edgeHub."""
    for module in manifest.modules:
        if not manifest.root:
            yield from _module(module)
            if manifest.shape != "template" and module.encoding is Encoding.OBJECT and refused_by_hub(module.options):
                yield Refused(module.name, module.options_pointer, "hub-object", "createOptions")
            if module.kind is Kind.CUSTOM and module.name in SYSTEM and _twice(manifest, module.name):
                yield Refused(module.name, module.pointer, "twice", module.name)
    yield from _deployment(manifest)
    yield from _hub(manifest)


_MEMBERS: tuple[tuple[str, str, Callable[[Json], bool]], ...] = (
    ("type", "type", lambda value: value == "docker"),
    ("status", "status", accepts_status),
    ("restartPolicy", "policy", lambda value: _is_word(value, _POLICIES)),
    ("imagePullPolicy", "policy", lambda value: _is_word(value, _PULLS)),
    ("startupOrder", "order", lambda value: _is_order(value)),
)
"""Members of an entry, with the code of their fault and what is read; edgeAgent has only its type and image."""


def _module(module: Module) -> Iterator[Refused]:
    agent = module.kind is Kind.SYSTEM and module.name == SYSTEM[0]
    for key, code, fits in _MEMBERS[:1] if agent else _MEMBERS:
        value, there = module.body.get(key), key in module.body
        if (there or code in ("type", "status")) and not placeholders.is_left(value) and not fits(value):
            yield Refused(module.name, ptr.join(module.pointer, key), code if there else f"no-{code}", key, value)
    settings = module.body.get("settings")
    image = settings.get("image") if isinstance(settings, dict) else ""
    if not isinstance(image, str) and not placeholders.is_left(image):
        yield Refused(module.name, ptr.join(module.pointer, "settings", "image"), "image", "image")
    env = module.body.get("env")
    for name, entry in env.items() if isinstance(env, dict) else ():
        where = ptr.join(module.pointer, "env", name)
        if not isinstance(entry, dict) and not placeholders.is_left(entry):
            yield Refused(module.name, where, "variable", name)
        elif isinstance(entry, dict) and isinstance(entry.get("value"), (dict, list)):
            yield Refused(module.name, ptr.join(where, "value"), "variable-value", name)
        elif refused_by_hub({name: None}) and not placeholders.holds(name):
            yield Refused(module.name, where, "hub-key", name)


def _is_word(value: Json, known: frozenset[str]) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.lower() in known)


def _is_order(value: Json) -> bool:
    number = int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 12 else value
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= _HIGHEST


def _is_seconds(value: Json) -> bool:
    number = value.lstrip("-") if isinstance(value, str) else value
    return str(number).isdecimal() if isinstance(number, str) else type(number) is int


def _twice(manifest: Manifest, name: str) -> bool:
    return any(other.kind is Kind.SYSTEM and other.name == name for other in manifest.modules)


def _deployment(manifest: Manifest) -> Iterator[Refused]:
    agent = manifest.agent
    if agent is None or not isinstance(agent.value, dict):
        return
    version = agent.value.get(VERSION)
    if not accepts_version(version) and not placeholders.is_left(version):
        yield Refused("", ptr.join(agent.pointer, VERSION), "version", VERSION, version)
    runtime = agent.value.get("runtime")
    kind = runtime.get("type") if isinstance(runtime, dict) else "docker"
    if kind != "docker" and not placeholders.is_left(kind):
        yield Refused("", ptr.join(agent.pointer, "runtime", "type"), "runtime", "type", kind)
    settings = runtime.get("settings") if isinstance(runtime, dict) else None
    found = settings.get("registryCredentials") if isinstance(settings, dict) else None
    for name, entry in found.items() if isinstance(found, dict) else ():
        lacking = [key for key in _CREDENTIAL if isinstance(entry, dict) and not str(entry.get(key) or "").strip()]
        if lacking or not isinstance(entry, dict):
            where = ptr.join(agent.pointer, "runtime", "settings", "registryCredentials", name)
            yield Refused("", where, "credential", name, ", ".join(lacking or _CREDENTIAL))


def _hub(manifest: Manifest) -> Iterator[Refused]:
    hub = manifest.hub
    if hub is None or manifest.shape == "layered" or not isinstance(hub.value, dict):
        return
    version = hub.value.get(VERSION)
    minor = ".".join(str(version).strip().split(".")[:2])
    if not placeholders.is_left(version) and (not isinstance(version, str) or minor not in _HUB_VERSIONS):
        yield Refused("", ptr.join(hub.pointer, VERSION), "hub-version", VERSION, version)
    store = hub.value.get(SECTION)
    kept = store.get("timeToLiveSecs") if isinstance(store, dict) else None
    if kept is not None and not placeholders.is_left(kept) and not _is_seconds(kept):
        yield Refused("", ptr.join(hub.pointer, SECTION, "timeToLiveSecs"), "hub-time", "timeToLiveSecs", kept)
    for key in ("routes", SECTION) if minor != "1.0" else ():
        if hub.value.get(key) is None:
            yield Refused("", ptr.join(hub.pointer, key), "hub-member", key)
