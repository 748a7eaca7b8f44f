"""Manifest and Module: thin views over the JSON tree that came in.

The tree itself stays plain JSON, so that unknown keys and their order survive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from core.manifest import pointer as ptr
from core.manifest.comment_keys import is_comment
from core.model.base import Json
from core.model.remembered import remembered

if TYPE_CHECKING:
    from core.manifest.inspected import Inspected
    from core.manifest.source import Source as Text
    from core.model.device import Source

_UNASKED: Any = object()
DEFAULT_NAME = "module"
"""What the one module of a file that holds create options alone is called, unless it is given a name."""


class Kind(StrEnum):
    """System modules (edgeAgent, edgeHub) come from `systemModules`, custom ones from `modules`."""

    SYSTEM = "system"
    CUSTOM = "custom"


class Encoding(StrEnum):
    """How the create options of a module are written in the file."""

    ABSENT = "absent"
    EMPTY = "empty"
    OBJECT = "object"
    STRING = "string"
    CHUNKS = "chunks"


class Place(NamedTuple):
    """A value and where it is in the logical tree."""

    pointer: str
    value: Json

    @property
    def key(self) -> str:
        """The last token of the pointer, as the file spells it."""
        return ptr.last(self.pointer)

    def below(self, *keys: str) -> Place:
        """The value at this path below, None for an absent one, with the place where it is or would be."""
        return Place(ptr.join(self.pointer, *keys), ptr.dig(self.value, *keys))

    def members(self) -> Iterator[Place]:
        """The members of an object with their places; nothing for anything else."""
        for key, value in self.value.items() if isinstance(self.value, dict) else ():
            yield Place(ptr.join(self.pointer, key), value)


@dataclass(frozen=True, slots=True)
class EnvVar:
    """One environment variable of a module, from either place.

    `where` is `env` (module level: pointer names the member `env/<name>`, value is its `value`) or
    `createOptions` (pointer names the array element, raw is its whole text). `value` is None
    for an entry without `=`, and the JSON as it is for a malformed one.
    """

    name: str
    value: Json
    pointer: str
    where: str
    raw: Json


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its entry under `modules` or `systemModules`, create options decoded.

    `pointer` names the module entry, `body` is that entry in the logical tree. `options` is the decoded
    object ({} when absent, empty, or `unjudged`). `unjudged` names the placeholder that hides the create options.
    `size` is the length of a create options string in UTF-8 bytes, chunks joined, and `most` an upper bound of its
    members, at any level; 0 for the other forms.
    """

    name: str
    pointer: str
    kind: Kind
    body: Mapping[str, Json]
    options: Mapping[str, Json]
    encoding: Encoding
    unjudged: str = ""
    size: int = 0
    most: int = 0
    memo: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def options_pointer(self) -> str:
        """Where the decoded create options are in the logical tree."""
        return self.pointer + "/settings/createOptions"

    @property
    def has_options(self) -> bool:
        """Whether there is any create option."""
        return bool(self.options)

    def entry(self, key: str) -> Json:
        """A member of the entry, such as its status or `env`; None when absent."""
        return self.body.get(key)

    def find(self, *keys: str) -> Place | None:
        """The create option at this path, each key matched in any case (the exact spelling first).

        Docker and the edge agent both read typed names without regard to case.
        Returns None when it is absent; a value of null is a Place. Kept under the path itself: rules ask most for this.
        """
        place: Place | None = self.memo.get(keys, _UNASKED)
        if place is _UNASKED:
            place = self.memo[keys] = self._found(keys)
        return place

    def _found(self, keys: tuple[str, ...]) -> Place | None:
        if not keys:
            return Place(self.options_pointer, self.options)
        holder, key = self.find(*keys[:-1]), keys[-1]
        if holder is None or not isinstance(holder.value, dict):
            return None
        actual = key if key in holder.value else spelling(holder.value, key)
        return None if actual is None else Place(ptr.join(holder.pointer, actual), holder.value[actual])

    def get(self, *keys: str) -> Json:
        """Like `find`, but the value alone; None when absent."""
        place = self.find(*keys)
        return None if place is None else place.value

    def keys_at(self, *path: str) -> tuple[str, ...]:
        """The keys of an object among the create options, those at the top without a path; nothing if it is none."""
        return tuple(value) if isinstance(value := self.get(*path), dict) else ()

    def where(self, *keys: str) -> str:
        """The place to report for a create option that may be absent: its own, that of all options, or the entry."""
        if not self.has_options:
            return self.pointer
        place = self.find(*keys) if keys else None
        return self.options_pointer if place is None else place.pointer

    def to(self, *keys: str) -> str:
        """Where to add a create option: existing containers in the file's own spelling, the rest as given."""
        if not keys:
            return self.options_pointer
        place = self.find(*keys)
        return ptr.join(self.to(*keys[:-1]), keys[-1]) if place is None else place.pointer

    @remembered
    def list_at(self, *keys: str) -> tuple[Place, ...]:
        """The elements of an array among the create options; nothing when it is no array."""
        place = self.find(*keys) if self.has_options else None
        if place is None or not isinstance(place.value, list):
            return ()
        return tuple(Place(f"{place.pointer}/{index}", value) for index, value in enumerate(place.value))

    @remembered
    def members_at(self, *keys: str) -> tuple[Place, ...]:
        """The members of an object among the create options; nothing when it is no object."""
        place = self.find(*keys) if self.has_options else None
        return () if place is None else tuple(place.members())

    @remembered
    def env(self) -> tuple[EnvVar, ...]:
        """All environment variables in the order the edge agent sets them: `env`, then createOptions `Env`."""
        variables: list[EnvVar] = []
        env = self.entry("env")
        if isinstance(env, dict):
            for name, entry in env.items():
                if is_comment(name) and not isinstance(entry, dict):
                    continue
                value = entry.get("value") if isinstance(entry, dict) else entry
                variables.append(EnvVar(name, value, ptr.join(self.pointer, "env", name), "env", entry))
        for place in self.list_at("Env"):
            text = place.value if isinstance(place.value, str) else ""
            name, equals, value = text.partition("=")
            variables.append(EnvVar(name, value if equals else None, place.pointer, "createOptions", place.value))
        return tuple(variables)

    @property
    @remembered
    def image(self) -> str:
        """The image reference, empty when there is none."""
        image = ptr.dig(self.body, "settings", "image")
        return image if isinstance(image, str) else ""

    @property
    def image_pointer(self) -> str:
        """Where the image reference is, or would be."""
        return f"{self.pointer}/settings/image"


def spelling(value: Json, key: str) -> str | None:
    """How an object spells a key: the exact one first, else any case; None when absent."""
    if not isinstance(value, dict):
        return None
    if key in value:
        return key
    wanted, size = key.lower(), len(key)
    actual: str
    for actual in value:  # most keys differ in length: they need no folding
        if len(actual) == size and actual.lower() == wanted:
            return actual
    return None


def member(value: Json, key: str) -> Json:
    """A member of an object, in any spelling of its key; None when it is absent, and for what is no object."""
    return None if (actual := spelling(value, key)) is None else value[actual]


def text_of(value: Json, key: str) -> str:
    """A member that is a text, in any spelling of its key; empty for none."""
    found = member(value, key)
    return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What came in: the text, its logical tree (create options decoded), its modules.

    `agent` and `hub` are the desired properties of $edgeAgent and $edgeHub, None where the file does not hold them.
    `routes` are the routes, text or object, `parts` other dotted keys of a layered deployment. `twins` are the desired
    properties of custom modules' own sections, by module name.
    `root` is where the value of the file is in the logical tree: empty, but for create options alone.
    `inspected` is the container whose `docker inspect` output was read as create options, None for every other file.
    `target` is the second input: the deployment that the target device has now, None where it was not given.
    `written_for` is what the operator says it was written for, None where that is to be recognized.
    """

    source: Text
    tree: Json
    shape: str
    modules: tuple[Module, ...]
    agent: Place | None = None
    hub: Place | None = None
    routes: tuple[Place, ...] = ()
    parts: tuple[Place, ...] = ()
    twins: Mapping[str, Place] = field(default_factory=dict)
    root: str = ""
    inspected: Inspected | None = None
    target: Manifest | None = None
    written_for: Source | None = None
    memo: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def with_target(self, target: Manifest | None) -> Manifest:
        """The same manifest beside the deployment that the target device has now."""
        return replace(self, target=target)

    def with_source(self, source: Source | None) -> Manifest:
        """The same manifest, written for what the operator says."""
        return replace(self, written_for=source)

    def module(self, name: str) -> Module | None:
        """The module of this name (system modules by `edgeAgent`, `edgeHub`); the first where there are two."""
        return _by_name(self).get(name)

    def holder(self, name: str, pointer: str) -> Module:
        """The module of this name that holds a place: a system and a custom module may share a name.

        Raises KeyError.
        """
        found = self.module(name)
        if found is not None and pointer.startswith(found.pointer):
            return found
        for module in self.modules:
            if module.name == name and pointer.startswith(module.pointer):
                return module
        raise KeyError(name)

    @property
    def given_name(self) -> str:
        """The name given to create options that are alone in a file; `module` for every other file."""
        return self.modules[0].name if self.root else DEFAULT_NAME

    @property
    def credentials(self) -> Place:
        """The registry credentials of the deployment, or their place."""
        return (self.agent or Place("", None)).below("runtime", "settings", "registryCredentials")

    @property
    def custom(self) -> Iterator[Module]:
        """Custom modules in document order."""
        return (module for module in self.modules if module.kind is Kind.CUSTOM)


@remembered
def _by_name(manifest: Manifest) -> dict[str, Module]:
    return {module.name: module for module in reversed(manifest.modules)}
