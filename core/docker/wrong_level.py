"""Create options at the wrong level: where each belongs, and what it becomes there.

Source: DOCKER-create; for the options that older releases of Docker read beside `HostConfig`, moby/moby, runconfig
(`getHostConfig`, removed with release 27).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.docker import given_options, object_form
from core.docker import options_table as table
from core.docker.options import Place as Level
from core.manifest import pointer as ptr
from core.manifest.manifest import Module, Place, spelling
from core.model.base import Json
from core.model.changes import Change
from core.model.questions import Choice, choice, option
from core.text.catalogue import N_

_MOVE = option(
    "move",
    N_("Move it to the correct level"),
    N_("It takes effect for the first time on the GPU device. Questions about its settings follow."),
)
_MOVE_OLDER = option(
    "move",
    N_("Move it to the correct level"),
    N_("It has an effect on the GPU device. Questions about its settings follow."),
)
_LEAVE = option("leave", N_("Keep it where it is"), N_("It has no effect, as today."))
_LEAVE_OLDER = option("leave", N_("Keep it where it is"), N_("It has no effect on the GPU device."))
_REMOVE = option(
    "remove",
    N_("Remove it"),
    N_("The behavior stays the same, and the file no longer contains an option without effect."),
)
_REMOVE_OLDER = option("remove", N_("Remove it"), N_("{module} runs without {key}."))
_REASON = N_("the module runs without it on the old device")
_ONLY = choice(_LEAVE, _REMOVE, default="leave", reason=_REASON)
_FREE = choice(_LEAVE, _MOVE, _REMOVE, default="leave", reason=_REASON)
_ASKED = choice(
    _LEAVE_OLDER,
    _MOVE_OLDER,
    _REMOVE_OLDER,
    default="leave",
    reason=N_("releases of Docker from 27 on do not read it there"),
)
NOTHING_LOST = ("", "inside", "wrapped")
"""Variants in which the option has no effect on any device."""
_COLLECT = frozenset(("env", "binds", "mounts", "exposedports", "portbindings", "labels"))
"""Options whose members can be added to existing ones."""
_OLDER = frozenset(("memory", "memoryswap", "cpushares", "cpusetcpus", "volumedriver"))
"""What Docker before release 27 reads beside `HostConfig`, too, if `HostConfig` does not have it."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """One such option. `moved` are its values by their new pointer, empty if one of the places is not free."""

    level: Level
    place: Place
    moved: Sequence[tuple[str, Json]]

    @property
    def subject(self) -> str:
        """What its finding is about: the level and the key."""
        return f"{self.level.value}.{self.place.key}"

    @property
    def question(self) -> Choice:
        """Move it, leave it or remove it."""
        return _ASKED if self._is_read_by_older else _FREE if self.moved else _ONLY

    @property
    def facts(self) -> dict[str, Json]:
        """What fills the prose."""
        variant = "inside" if self.level is Level.HOST else "older" if self._is_read_by_older else ""
        wraps = self.place.key.lower() == table.WRAPPER
        return {
            "key": self.place.key,
            "variant": "wrapped" if wraps else variant,
            "tags": [] if self.moved else ["taken"],
        }

    @property
    def _is_read_by_older(self) -> bool:
        return self.level is Level.TOP and bool(self.moved) and self.place.key.lower() in _OLDER


def misplaced(module: Module, counts: Callable[[Level, str], bool]) -> Iterator[Misplaced]:
    """The options of a module at the wrong level, in order; `counts` is asked for each key that is unknown there."""
    for level, place, _row in given_options.members(
        module, lambda name: name.option is None and counts(name.level, name.key)
    ):
        yield Misplaced(level, place, _moved(module, place))


def changes(module: Module, place: Place, finding: str, answer: Json) -> Sequence[Change]:
    """What an answer changes: the option is removed, and added at its level if it is moved."""
    if answer not in ("move", "remove"):
        return ()
    gone = Change("remove", place.pointer, finding)
    moved = _moved(module, place) if answer == "move" else []
    return (gone, *(Change("add", pointer, finding, value) for pointer, value in moved))


def _moved(module: Module, place: Place) -> list[tuple[str, Json]]:
    in_host = ptr.parent(place.pointer) != module.options_pointer
    if place.key.lower() == table.WRAPPER:
        inner = object_form.decoded(place.value)
        free = inner and not in_host and not any(spelling(module.options, key) for key in inner)
        return [(ptr.join(module.options_pointer, key), value) for key, value in inner.items()] if free else []
    if in_host:
        return _into(module.find(place.key), module.to(place.key), place)
    host = module.find("HostConfig")
    if host is not None and host.value is not None and not isinstance(host.value, dict):
        return []
    return _into(module.find("HostConfig", place.key), module.to("HostConfig", place.key), place)


def _into(there: Place | None, pointer: str, place: Place) -> list[tuple[str, Json]]:
    """The value at a free place; of an option that collects things, only the members that are missing there."""
    if there is None:
        return [(pointer, place.value)]
    old, new = there.value, place.value
    if place.key.lower() not in _COLLECT:
        return []
    if isinstance(old, list) and isinstance(new, list):
        return [(ptr.join(pointer, "-"), item) for item in new if item not in old]
    if isinstance(old, dict) and isinstance(new, dict) and not old.keys() & new.keys():
        return [(ptr.join(pointer, key), value) for key, value in new.items()]
    return []
