"""Names of a manifest in other letters: .NET begins them with a capital, IoT Hub knows one spelling only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

    def fits(self, value: dict[str, Json]) -> bool:
        """Whether no key of an object or below it is in other letters: quick, true for almost every manifest."""
        if not self.right.issuperset(value) and any(
            key not in self.right and key.lower() in self.spelled for key in value
        ):
            return False
        for name, level in self.below.items():
            item = value.get(name)
            if isinstance(item, dict) and not level.fits(item):
                return False
        if self.any_key is not None:
            fits = self.any_key.fits
            for name, item in value.items():
                if isinstance(item, dict) and name not in self.below and not fits(item):
                    return False
        return True

    def under(self, name: str) -> _Level | None:
        """The level below a name in its right spelling."""
        return self.below.get(name, self.any_key)


_MODULE = _Level(
    *("type", "status", "restartPolicy", "env", "settings"),
    settings=_Level("image"),
    env=_Level(any_key=_Level("value")),
)
_MODULES = _Level(any_key=_MODULE)
_AGENT = _Level(
    *("schemaVersion", "runtime", "systemModules", "modules"),
    runtime=_Level("type", "settings", settings=_Level("registryCredentials")),
    systemModules=_Level("edgeAgent", "edgeHub", any_key=_MODULE),
    modules=_MODULES,
)
_HUB = _Level("schemaVersion", "routes", "storeAndForwardConfiguration")
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
    if isinstance(tree, dict) and not _FILE.fits(tree) and _holds_modules(tree):
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


def check(tree: Json, fail: Fail) -> None:
    """Refuse what would be overlooked; parts that a manifest does not need are left alone."""
    for found in misspelled(tree):
        if found.needed:
            raise fail(
                found.pointer, _('"{key}" has the wrong capitalization').format(key=found.key), f'"{found.right}"'
            )
