"""The two ways from Docker to a Linux VM, straight and over Kubernetes: where they differ, and by which changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model import rule_ids
from core.model.changes import Change
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share

KUBERNETES = Device(gpus=1, shares=(Share(name="data"), Share(name="out")))
SECTION = "k8s-experimental"
VM = KUBERNETES.model_copy(update={"platform": "linux-vm"})


@dataclass(frozen=True)
class Ways:
    """Straight to the VM; to Kubernetes; from there to the VM."""

    straight: Migration
    first: Migration
    over: Migration


@dataclass(frozen=True)
class Difference:
    """A place with another value at the end of each way; empty where a way has nothing. `changes` led to it."""

    straight: str
    over: str
    changes: tuple[Change, ...]

    @property
    def marked(self) -> bool:
        """Whether one of the changes gives up what was there."""
        return any(change.gives_up for change in self.changes)

    def __str__(self) -> str:
        return f"{self.straight or self.over}: {sorted({change.finding for change in self.changes})}"


def both(manifest: Manifest, *items: Decision) -> Ways:
    """Both ways with what is suggested; `items` are decided on the way to Kubernetes."""
    first = migrate(manifest, KUBERNETES, Decisions(items=items))
    between = read(first.output(), manifest.source.name, manifest.given_name).with_source("kubernetes")
    return Ways(migrate(manifest, VM, Decisions()), first, migrate(between, VM, Decisions()))


def differences(ways: Ways) -> list[Difference]:
    """Every place where the results differ. Modules are compared under the names of the original."""
    names = {ways.over.plan.moved(ways.first.plan.moved(change.pointer)): ptr.last(change.pointer)
             for change in ways.first.changes
             if change.op == "rename" and change.finding.startswith(f"{rule_ids.NEW_NAME}/")}  # fmt: skip
    found = list(_unlike(ways.straight.tree, ways.over.tree, "", "", names))
    touched = list(_touched(ways)) if found else []
    causes = _causes(ways) if found else {}
    unlike = []
    for straight, over in found:
        own = [change for change, one, other in touched if _near(straight, one) or _near(over, other)]
        unlike.append(
            Difference(straight, over, (*own, *(each for change in own for each in causes.get(id(change), ()))))
        )
    return unlike


def _unlike(one: Any, other: Any, here: str, there: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of places, outermost where only one way has anything there."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = {names.get(ptr.join(there, key), key): key for key in other}
        for key in {**one, **keys}:
            place, opposite = ptr.join(here, key), ptr.join(there, keys.get(key, key))
            if key in one and key in keys:
                yield from _unlike(one[key], other[keys[key]], place, opposite, names)
            elif key != SECTION or one.get(key) or other.get(keys.get(key, key)):  # an empty section says nothing
                yield (place, "") if key in one else ("", opposite)
    elif isinstance(one, list) and isinstance(other, list):
        texts = [[json.dumps(item, sort_keys=True) for item in items] for items in (one, other)]
        if ptr.last(here).lower() == "binds" and sorted(texts[0]) == sorted(texts[1]):
            return  # Docker mounts them in the order of their targets
        if len(one) == len(other) and len(set(texts[0])) < len(one):  # which of two equal elements is gone is open
            for at, (item, opposite_item) in enumerate(zip(one, other, strict=True)):
                yield from _unlike(item, opposite_item, ptr.join(here, at), ptr.join(there, at), names)
            return
        for kind, start, end, first, last in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
            for step in range(max(end - start, last - first)) if kind != "equal" else ():
                place = ptr.join(here, start + step) if start + step < end else ""
                opposite = ptr.join(there, first + step) if first + step < last else ""
                if place and opposite:
                    yield from _unlike(one[start + step], other[first + step], place, opposite, names)
                else:
                    yield place, opposite
    elif type(one) is not type(other) or one != other:
        yield here, there


def _near(place: str, changed: str) -> bool:
    """Whether a change was at a place, around it or in it; both empty where there is nothing."""
    if not place or not changed:
        return False
    return f"{place}/".startswith(f"{changed}/") or f"{changed}/".startswith(f"{place}/")


def _touched(ways: Ways) -> Iterator[tuple[Change, str, str]]:
    """Every change of the three migrations, with its place at the end of each way."""
    for change, after in _changes(ways.straight):
        between = ways.first.plan.moved(change.pointer) if change.op == "add" else _kept(ways.first, change.pointer)
        yield change, after, _kept(ways.over, between)
    for change, after in _changes(ways.first):
        straight = ways.straight.plan.moved(change.pointer)
        yield change, straight if change.op == "add" else _kept(ways.straight, change.pointer), _kept(ways.over, after)
    origins = {_kept(ways.first, place): place for place in _places(ways.first.before.tree)}
    for change, after in _changes(ways.over):
        yield change, _kept(ways.straight, _origin(origins, change.pointer)), after


def _causes(ways: Ways) -> dict[int, list[Change]]:
    """Of a change on the VM: the changes on the way to Kubernetes that made, or removed, what its finding saw."""
    by_finding: dict[str, list[Change]] = {}
    for change in ways.first.changes:
        by_finding.setdefault(change.finding, []).append(change)
    before = [(change.pointer, change) for change in ways.first.changes]
    between = [(after, change) for change, after in _changes(ways.first)]
    causes: dict[int, list[Change]] = {}
    for migration, places in ((ways.straight, before), (ways.over, between)):
        whole = {place for module in migration.before.modules for place in (module.pointer, module.options_pointer)}
        for change in migration.changes:
            seen = migration.finding(change.finding).pointer
            found = {each.finding for place, each in places if seen not in whole and _near(seen, place)}
            causes[id(change)] = [each for name in sorted(found) for each in by_finding[name]]
    return causes


def _changes(migration: Migration) -> Iterator[tuple[Change, str]]:
    """Each change with its place in the result; empty where that is gone."""
    for entry in migration.ledger:
        if entry.change is not None:
            change = entry.change
            yield change, entry.after_pointer if change.op == "add" else _kept(migration, change.pointer)


def _kept(migration: Migration, place: str) -> str:
    """Where a place is in the result; empty where it is gone."""
    moved = migration.plan.moved(place)
    return moved if moved.count("/") == place.count("/") else ""


def _origin(origins: Mapping[str, str], place: str) -> str:
    """Where a place of the manifest for Kubernetes, or what is around it, was in the original."""
    rest = ""
    while place and place not in origins:
        place, _, token = place.rpartition("/")
        rest = f"/{token}{rest}"
    return origins[place] + rest if place else ""


def _places(tree: Any, pointer: str = "") -> Iterator[str]:
    yield pointer
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, item in members:
        yield from _places(item, ptr.join(pointer, key))
