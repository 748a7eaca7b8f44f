"""The section `k8s-experimental` of create options: its own name in exact case, everything below it in any case.

Source: Azure/iotedge, KubernetesExperimentalCreatePodParameters.cs (kubernetes-edge-agent reference section 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.manifest import pointer as ptr
from core.manifest.equal_modules import shared
from core.manifest.manifest import Module, Place, spelling
from core.model.base import Json
from core.model.changes import Change
from core.model.remembered import remembered

SECTION = "k8s-experimental"
_MISNOMERS = (SECTION, "k8s-extensions")
KNOWN = ("volumes", "resources", "nodeSelector", "securityContext", "strategy", "serviceOptions")
_ALIASES = {"strategy": "deploymentStrategy", "serviceOptions": "service-options"}
"""Names the agent ignores although documents use them; two rules correct them."""


@shared
def key(module: Module) -> str | None:
    """The member that holds the section; also one in the wrong case, because a rule renames it."""
    names = module.keys_at()
    return SECTION if SECTION in names else next(filter(is_misnomer, names), None)


def in_effect(module: Module) -> bool:
    """Whether the agent on Kubernetes read the section: it knows it in exact case only."""
    return key(module) in (None, SECTION)


def is_misnomer(name: str) -> bool:
    """Whether a key is the section in another case, or under a name that documents use by mistake."""
    return name[:1] in "kK" and name != SECTION and name.lower().replace("_", "-") in _MISNOMERS


def alias(section: Json, name: str) -> str | None:
    """The wrong name under which a section has a key; None if the name is right or the key is absent."""
    if name not in _ALIASES or spelling(section, name) is not None:
        return None
    return spelling(section, _ALIASES[name])


@remembered
def find(module: Module, *keys: str) -> Place | None:
    """The value at this path below the section; None when it is absent."""
    name = key(module)
    if name is None:
        return None
    wrong = aliases(module)
    return module.find(name, *(_spelt(wrong, keys) if wrong else keys))


def members(module: Module, *keys: str) -> Iterator[Place]:
    """The members of an object below the section; nothing when it is no object."""
    place = find(module, *keys)
    return iter(()) if place is None else place.members()


def get(module: Module, *keys: str) -> Json:
    """Like `find`, but the value alone."""
    place = find(module, *keys)
    return None if place is None else place.value


def put(module: Module, finding: str, value: Json, *keys: str) -> Change:
    """The change that writes a value at this path below the section."""
    place = find(module, *keys)
    if place is None:
        return Change("add", to(module, *keys), finding, value)
    return Change("replace", place.pointer, finding, value)


def to(module: Module, *keys: str) -> str:
    """Where to add a value below the section, using the file's own spelling of existing keys."""
    name = key(module)
    if name is not None:
        return module.to(name, *_spelt(aliases(module), keys))
    return ptr.join(module.options_pointer, SECTION, *keys)


def writable(module: Module, *keys: str) -> bool:
    """Whether a member can be added here: every container on the way is an object, null or absent."""
    if module.unjudged:
        return False
    name = key(module)
    if name is None:
        return True
    path = _spelt(aliases(module), keys)
    for depth in range(len(path) + 1):
        value = module.get(name, *path[:depth])
        if not isinstance(value, dict):
            return value is None
    return True


def read(module: Module, *keys: str) -> Place | None:
    """Like `find`, for what the agent on Kubernetes read: nothing under a wrong name of the section or of its key."""
    known = in_effect(module) and (not keys or keys[0] not in aliases(module))
    return find(module, *keys) if known else None


@shared
def service_type(module: Module) -> str:
    """`serviceOptions.type` in lower case; empty when it is not given or not one the agent knows."""
    kind = get(module, "serviceOptions", "type")
    kind = kind.lower() if isinstance(kind, str) else ""
    return kind if kind in ("clusterip", "nodeport", "loadbalancer", "externalname") else ""


def service_type_in_effect(module: Module) -> str:
    """The type of the service that the module had on Kubernetes; empty where the agent did not read the section."""
    return service_type(module) if read(module, "serviceOptions") is not None else ""


@shared
def aliases(module: Module) -> Mapping[str, str]:
    """The wrong names in the section of a module, by the right ones."""
    name = key(module)
    section = {} if name is None else dict.fromkeys(module.keys_at(name))
    return {right: wrong for right in _ALIASES if (wrong := alias(section, right)) is not None}


def _spelt(wrong: Mapping[str, str], keys: tuple[str, ...]) -> tuple[str, ...]:
    """The path with its first key under the name it has in the file, where that is one of the wrong names."""
    return (wrong[keys[0]], *keys[1:]) if keys and keys[0] in wrong else keys
