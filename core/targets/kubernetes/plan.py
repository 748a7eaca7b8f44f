"""Faults that stop the whole deployment before any module is processed: versions, types, names.

Source: kubernetes-edge-agent reference sections 2, 3, 4 and 7 (EdgeAgentConnection, KubernetesPlanner,
DeploymentConfig, DockerDesiredModule).
"""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import hub_config, placeholders
from core.docker.entries import SYSTEM, accepts_status, is_stray_chunk
from core.docker.hub_config import accepts_version
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest, Module, Place
from core.model.base import Json
from core.targets.kubernetes import names
from core.targets.kubernetes.model import Drop, Log, Refusal

IGNORED_FIELDS = ("restartPolicy", "imagePullPolicy", "startupOrder")


def refusals(manifest: Manifest) -> Iterator[Refusal]:
    """Faults of the deployment as a whole."""
    yield from _version(manifest)
    yield from _runtime(manifest)
    yield from _hub(manifest)
    for module in manifest.custom:
        if module.name in SYSTEM and any(m.kind is Kind.SYSTEM and m.name == module.name for m in manifest.modules):
            yield Refusal("system-name", module.name, module.pointer, {"module": module.name})
    yield from _no_entries(manifest)
    yield from _names(manifest)


def _no_entries(manifest: Manifest) -> Iterator[Refusal]:
    """Members among the modules that are no entries, such as a comment: the agent reads every one as a module."""
    agent = manifest.agent
    for part in ("systemModules", "modules") if agent is not None else ():
        held = agent.value.get(part) if agent is not None and isinstance(agent.value, dict) else None
        for name, body in held.items() if isinstance(held, dict) else ():
            if agent is not None and not isinstance(body, dict):
                yield Refusal("module-type", "", ptr.join(agent.pointer, part, name), {"module": name, "type": None})


def drops(manifest: Manifest) -> Iterator[Drop]:
    """Parts of the deployment that a placeholder of a template hides."""
    place = manifest.agent
    if place is None:
        return
    if placeholders.is_left(place.value.get("schemaVersion")):
        yield Drop("placeholder", "", ptr.join(place.pointer, "schemaVersion"), {"option": "schemaVersion"})
    if placeholders.is_left(_runtime_type(place)):
        yield Drop("placeholder", "", ptr.join(place.pointer, "runtime", "type"), {"option": "type"})


def module_faults(module: Module, log: Log) -> None:
    """Faults and ignored fields of one module entry, outside its create options (section 3)."""
    body = module.body
    kind = body.get("type")
    if kind != "docker" and placeholders.is_left(kind):
        log.drop("placeholder", ptr.join(module.pointer, "type"), option="type")
    elif kind != "docker":
        log.refuse("module-type", ptr.join(module.pointer, "type"), type=kind)
    is_agent = module.kind is Kind.SYSTEM and module.name == SYSTEM[0]
    status = body.get("status")
    fits = accepts_status(status)
    if not fits and placeholders.is_left(status):
        log.drop("placeholder", ptr.join(module.pointer, "status"), option="status")
    elif not is_agent and not fits:
        log.refuse("module-status", ptr.join(module.pointer, "status"), status=status)
    for field in IGNORED_FIELDS:
        if field in body:
            log.drop("ignored-field", ptr.join(module.pointer, field), field=field, value=body[field])
    settings = body.get("settings")
    for key in settings if isinstance(settings, dict) else ():
        if is_stray_chunk(key):
            log.refuse("stray-chunk", ptr.join(module.pointer, "settings", key), key=key)


def _version(manifest: Manifest) -> Iterator[Refusal]:
    place = manifest.agent
    version = place.value.get("schemaVersion") if place is not None else None
    if place is not None and not accepts_version(version) and not placeholders.is_left(version):
        yield Refusal("schema-version", "", ptr.join(place.pointer, "schemaVersion"), {"version": version})


def _runtime(manifest: Manifest) -> Iterator[Refusal]:
    place = manifest.agent
    if place is None or not isinstance(place.value.get("runtime"), dict):
        return
    kind = _runtime_type(place)
    if kind != "docker" and not placeholders.is_left(kind):
        yield Refusal("runtime-type", "", ptr.join(place.pointer, "runtime", "type"), {"type": kind})


def _runtime_type(agent: Place) -> Json:
    runtime = agent.value.get("runtime")
    return runtime.get("type") if isinstance(runtime, dict) else None


def _hub(manifest: Manifest) -> Iterator[Refusal]:
    """What edgeHub refuses in its own section, once it runs."""
    for place in hub_config.faults(manifest):
        if place.key == hub_config.VERSION and place.value is not None:
            yield Refusal("hub-version", "", place.pointer, {"version": place.value})
        else:
            yield Refusal("hub-member", "", place.pointer, {"key": place.key})


def _names(manifest: Manifest) -> Iterator[Refusal]:
    """Names must stay distinct after cleaning (KubernetesPlanner.cs)."""
    cleaned: dict[str, list[Module]] = {}
    for module in manifest.modules:
        name = names.object_name(module.name)
        if placeholders.within(module.name):
            continue
        if name is None:
            yield Refusal("name-length", module.name, module.pointer, {"module": module.name})
        else:
            cleaned.setdefault(name, []).append(module)
    for name, modules in cleaned.items():
        for module in modules[1:]:
            others = [other.name for other in modules if other is not module]
            facts = {"module": module.name, "others": others, "name": name}
            yield Refusal("name-clash", module.name, module.pointer, facts)
