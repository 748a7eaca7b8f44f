"""A known create option at the wrong level: it has no effect, and had none on Docker."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import object_form
from core.docker import options_table as table
from core.docker.options import Place as Level
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place, spelling
from core.model import rule_ids
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_MOVE = option(
    "move",
    N_("Move it to the correct level"),
    N_("It takes effect for the first time on the GPU device. Questions about its settings follow."),
)
_LEAVE = option("leave", N_("Keep it where it is"), N_("It has no effect, as today."))
_REMOVE = option(
    "remove",
    N_("Remove it"),
    N_("The behavior stays the same, and the file no longer contains an option without effect."),
)
_REASON = N_("the module runs without it on the old device")
_ONLY = choice(_LEAVE, _REMOVE, default="leave", reason=_REASON)
_FREE = choice(_LEAVE, _MOVE, _REMOVE, default="leave", reason=_REASON)

_COLLECT = frozenset(("env", "binds", "mounts", "exposedports", "portbindings", "labels"))
"""Options whose members can be added to existing ones."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each option, which can be moved if its place is free."""
    for level, place in _misplaced(module):
        wraps, free = place.key.lower() == table.WRAPPER, bool(_moved(module, place))
        yield RULE.finding(
            module,
            f"{level.value}.{place.key}",
            place.pointer,
            Verdict.ASK,
            question=_FREE if free else _ONLY,
            key=place.key,
            variant="wrapped" if wraps else "inside" if level is Level.HOST else "",
            tags=[] if free else ["taken"],
        )


def _misplaced(module: Module) -> Iterator[tuple[Level, Place]]:
    for level, place, row in table.members(module):
        if row is None and table.is_misplaced(level, place.key):
            yield level, place


def _moved(module: Module, place: Place) -> list[tuple[str, Json]]:
    """The values by their new pointer; empty if one of the places is not free."""
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


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Moves the option to its place."""
    answer = answers[finding.id]
    if answer not in ("move", "remove"):
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    gone = Change("remove", finding.pointer, finding.id)
    place = Place(finding.pointer, ptr.resolve(manifest.tree, finding.pointer))
    moved = _moved(module, place) if answer == "move" else []
    return (gone, *(Change("add", pointer, finding.id, value) for pointer, value in moved))


RULE = Rule(
    id=rule_ids.WRONG_LEVEL,
    area=Area.RUNTIME,
    source=("DOCKER-create", "AGT-5.2"),
    detect=detect,
    apply=apply,
    advice=True,
    first_answer="move",
)
