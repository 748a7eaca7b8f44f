"""Names of a manifest in other letters: .NET begins them with a capital, IoT Hub knows one spelling only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from core.manifest import pointer as ptr
from core.manifest.errors import ManifestError
from core.model.base import Json
from core.text.catalogue import _

Fail = Callable[[str, str, str], ManifestError]
"""Makes the error: pointer, what was found, what is expected."""

DESIRED = "properties.desired"
NAMES = ("content", "modulesContent", "moduleContent", "deviceContent", "$edgeAgent", "$edgeHub", DESIRED)
"""Names on the way to the sections of a manifest."""


class _Level:
    """The names that an object may hold, and what is below them; `any_key` is the level below every other key."""

    def __init__(self, *names: str, any_key: _Level | None = None, **below: _Level) -> None:
        self.right = frozenset(names)
        self.spelled = {name.lower(): name for name in names}
        self.below = below
        self.any_key = any_key

    def fits(self, values: Sequence[dict[str, Json]]) -> bool:
        """Whether no key of these objects or below them is in other letters: quick, true for almost every manifest."""
        keys: set[str] = set().union(*values)
        if any(key.lower() in self.spelled for key in keys - self.right):
            return False
        found = [([value[name] for value in values if name in value], level) for name, level in self.below.items()]
        if self.any_key is not None:
            others = [item for value in values for name, item in value.items() if name not in self.below]
            found.append((others, self.any_key))
        below = [([item for item in items if isinstance(item, dict)], level) for items, level in found]
        return all(level.fits(objects) for objects, level in below if objects)

    def under(self, name: str) -> _Level | None:
        """The level below a name in its right spelling."""
        return self.below.get(name, self.any_key)


_MODULE = _Level(
    *("type", "status", "restartPolicy", "env", "settings", "version", "imagePullPolicy", "startupOrder"),
    settings=_Level("image"),
    env=_Level(any_key=_Level("value")),
)
_MODULES = _Level(any_key=_MODULE)
_AGENT = _Level(
    *("schemaVersion", "runtime", "systemModules", "modules"),
    runtime=_Level(
        *("type", "settings"),
        settings=_Level(
            *("minDockerVersion", "loggingOptions", "registryCredentials"),
            registryCredentials=_Level(any_key=_Level("address", "username", "password")),
        ),
    ),
    systemModules=_Level("edgeAgent", "edgeHub", any_key=_MODULE),
    modules=_MODULES,
)
_HUB = _Level(
    *("schemaVersion", "routes", "storeAndForwardConfiguration"),
    routes=_Level(any_key=_Level("route", "priority", "timeToLiveSecs")),
    storeAndForwardConfiguration=_Level("timeToLiveSecs", "storeLimits"),
)
_DESIRED = _AGENT.spelled.keys() | _HUB.spelled.keys()
"""Keys of the desired properties of edgeAgent and edgeHub in lower case."""
_SECTIONS = _Level(
    *NAMES, **{"$edgeAgent": _Level(DESIRED, **{DESIRED: _AGENT}), "$edgeHub": _Level(DESIRED, **{DESIRED: _HUB})}
)
_CONTENT = _Level(*NAMES, modulesContent=_SECTIONS, moduleContent=_SECTIONS, **_SECTIONS.below)
_FILE = _Level(*NAMES, content=_CONTENT, **_CONTENT.below)
_HOLDING = ("modulescontent", "modulecontent", "$edgeagent", "$edgehub")


class Misspelled(NamedTuple):
    """A key in other letters, with the right spelling; `needed` where what is below it would be overlooked."""

    pointer: str
    key: str
    right: str
    needed: bool


def misspelled(tree: Json) -> Iterator[Misspelled]:
    """Every such key of a manifest, outermost first; none where the file is no manifest."""
    if isinstance(tree, dict) and not _FILE.fits([tree]) and _holds_modules(tree):
        yield from _within(tree, "", _FILE)


def _holds_modules(tree: Json) -> bool:
    holders = [tree, *(value for key, value in tree.items() if key.lower() in ("content", *_HOLDING))]
    return any(key.lower() in _HOLDING for holder in holders if isinstance(holder, dict) for key in holder)


def _within(value: Json, pointer: str, level: _Level) -> Iterator[Misspelled]:
    for key, item in value.items():
        right = key if key in level.right else level.spelled.get(key.lower(), key)
        if right != key and right in value:
            continue
        if right != key:
            spare = right in ("deviceContent", "moduleContent") and "modulesContent" in value
            yield Misspelled(ptr.join(pointer, key), key, right, not spare)
        below = level.under(right)
        if below is not None and isinstance(item, dict):
            yield from _within(item, ptr.join(pointer, key), below)


def unwrapped(section: Json) -> Json:
    """The desired properties of a section of the runtime that are not under `properties.desired`; None for none.

    They are the section itself, or written as those of a twin; their names may be in other letters.
    """
    if not isinstance(section, dict) or any(key == DESIRED or key.startswith(f"{DESIRED}.") for key in section):
        return None
    nested = _member(_member(section, "properties"), "desired")
    return nested if isinstance(nested, dict) else section if _DESIRED & {key.lower() for key in section} else None


def _member(value: Json, name: str) -> Json:
    members = value.items() if isinstance(value, dict) else ()
    return next((item for key, item in members if key.lower() == name), None)


def sections(tree: Json) -> Iterator[tuple[str, Json]]:
    """The sections of edgeAgent and edgeHub in every shape of file that has sections, with their pointers."""
    holders = [("", tree)]
    for base in ("", "/content"):
        content = ptr.dig(tree, *ptr.split(base))
        holders += [(ptr.join(base, key), ptr.dig(content, key)) for key in ("modulesContent", "moduleContent")]
    for pointer, holder in holders:
        for name in ("$edgeAgent", "$edgeHub"):
            if isinstance(holder, dict) and name in holder:
                yield ptr.join(pointer, name), holder[name]


def check(tree: Json, fail: Fail) -> None:
    """Refuse what would be overlooked; parts that a manifest does not need are left alone."""
    for found in misspelled(tree):
        if found.needed:
            raise fail(
                found.pointer, _('"{key}" has the wrong capitalization').format(key=found.key), f'"{found.right}"'
            )
