"""Faults that stop the whole deployment before any module is processed: versions, types, names.

Source: kubernetes-edge-agent reference sections 2, 3, 4 and 7 (EdgeAgentConnection, KubernetesPlanner,
DeploymentConfig, DockerDesiredModule).
"""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import entries, hub_config, hub_values, placeholders
from core.docker.profiles import Profile
from core.manifest import pointer as ptr
from core.manifest.excerpt import shell
from core.manifest.manifest import Manifest, Module
from core.targets.kubernetes import names
from core.targets.kubernetes.model import Drop, Log, Refusal

IGNORED_FIELDS = ("restartPolicy", "imagePullPolicy", "startupOrder")


_CODES = {"version": "schema-version"}
"""Codes of faults that refusals spell in another way."""


def refusal(fault: entries.Fault) -> Refusal:
    """A fault of reading as a refusal; its code is a key of `reasons.REFUSALS`."""
    return Refusal(_CODES.get(fault.code, fault.code), fault.module, fault.pointer, fault.facts)


def refusals(manifest: Manifest) -> Iterator[Refusal]:
    """Faults of the deployment as a whole."""
    yield from map(refusal, entries.deployment_faults(manifest))
    yield from _hub(manifest)
    yield from _names(manifest)


def drops(manifest: Manifest) -> Iterator[Drop]:
    """Parts of the deployment that a placeholder of a template hides."""
    place = manifest.agent
    if place is None:
        return
    if placeholders.is_left(place.value.get("schemaVersion")):
        yield Drop("placeholder", "", ptr.join(place.pointer, "schemaVersion"), {"option": "schemaVersion"})
    if placeholders.is_left(place.below("runtime", "type").value):
        yield Drop("placeholder", "", ptr.join(place.pointer, "runtime", "type"), {"option": "type"})


def module_faults(module: Module, profile: Profile, log: Log) -> None:
    """Faults and ignored fields of one module entry, outside its create options (section 3)."""
    body = shell(module)
    for key in ("type", "status"):
        if placeholders.is_left(body.get(key)):
            log.drop("placeholder", ptr.join(module.pointer, key), option=key)
    for fault in entries.module_faults(module, entries.of_generation(profile)):
        log.refuse(fault.code, fault.pointer, **fault.facts)
    for field in IGNORED_FIELDS:
        if field in body:
            log.drop("ignored-field", ptr.join(module.pointer, field), field=field, value=body[field])


def _hub(manifest: Manifest) -> Iterator[Refusal]:
    """What edgeHub refuses in its own section, once it runs."""
    for place in hub_config.faults(manifest):
        if place.key == hub_config.VERSION and place.value is not None:
            yield Refusal("hub-version", "", place.pointer, {"version": place.value})
        else:
            yield Refusal("hub-member", "", place.pointer, {"key": place.key})
    for unread in hub_values.unreadable(manifest, newer=False):
        yield Refusal(unread.code, "", unread.where.pointer, {"key": unread.key})


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
