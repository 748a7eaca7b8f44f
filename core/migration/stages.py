"""First answers: what they lead to is there before the other rules look, so that it is migrated like the rest.

A first answer moves an option to the place where it has an effect, or gives it the type that can be read. The other
rules look at the manifest after it. Their findings and changes are then expressed in places of the original.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from core.manifest import edit, write
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.manifest.read import read_again
from core.migration.changes import changes_of, kept_containers
from core.migration.detect import detect, detect_first
from core.migration.ranks import ranked, ranks
from core.model.base import Json
from core.model.changes import Change
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from core.model.findings import Finding, seen_fits
from core.model.questions import Choice
from core.rules import BY_ID, RULES

_ORDER = {rule.id: place for place, rule in enumerate(RULES)}
_MOST = 6
"""Stages of one migration: options within options beyond every use are left to the rules, so that no one waits."""

_Asked = tuple[Finding, list[Change]]
_Given = Mapping[str, Decision]


class Brought(NamedTuple):
    """A value that a first answer adds at a place. `place` has the index of an element that is appended.

    `origin` is the place where it, or its source, was before; `alike` says that its members correspond one by one.
    """

    change: Change
    place: str
    value: Json
    origin: str
    alike: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """First answers that are applied together, none at the place of another: their changes and the values they add.

    `gone` has the indexes of the elements they remove, by the place of the list, in places before the stage.
    """

    changes: tuple[Change, ...]
    brought: Mapping[str, Brought]
    gone: Mapping[str, Sequence[int]]

    def around(self, pointer: str) -> Brought | None:
        """What was brought to a place or to what is around it; no two such places hold each other."""
        return next((self.brought[place] for place in ptr.upward(pointer) if place in self.brought), None)

    def before(self, pointer: str) -> str:
        """Where a place of the manifest after this stage was before it."""
        item = self.around(pointer)
        if item is None:
            return self._counted(pointer)
        return item.origin + pointer[len(item.place) :] if item.alike else item.origin

    def _counted(self, pointer: str) -> str:
        """The same place with the elements counted that the stage removed from lists."""
        if not self.gone:
            return pointer
        place = ""
        for token in ptr.split(pointer):
            place = ptr.join(place, _before_removing(self.gone[place], token) if place in self.gone else token)
        return place

    def folded(self, changes: Sequence[Change]) -> list[Change]:
        """These changes of the manifest after this stage, and those of the stage, as changes of the one before it."""
        inside: dict[str, list[Change]] = {place: [] for place in self.brought}
        outside: list[Change] = []
        for change in changes:
            within = self.around(change.pointer)
            (outside if within is None else inside[within.place]).append(change)
        gone = {change.pointer for change in outside if change.op in ("remove", "replace")}
        adds = {id(item.change): item for item in self.brought.values()}
        own: list[Change] = []
        for change in self.changes:
            item = adds.get(id(change))
            if item is None:
                own.append(change)
            elif gone.isdisjoint(ptr.upward(item.place)):
                own += _brought(item, inside[item.place])
        return self._refilled(own, [_at(change, self._counted(change.pointer)) for change in outside])

    def _refilled(self, own: Sequence[Change], later: Sequence[Change]) -> list[Change]:
        """Both together: where the stage removes a member of an object that is added again, its value is replaced."""
        found: list[Change] = []
        for change in own:
            place = change.pointer
            again = change.op == "remove" and ptr.parent(place) not in self.gone
            inside = [other for other in later if again and other.op == "add" and place in ptr.upward(other.pointer)]
            if inside:
                later = [other for other in later if other not in inside]
                below = edit.sort(_at(other, other.pointer[len(place) :]) for other in inside)[0]
                change = replace(change, op="replace", value=edit.plan(None, below, (), []).value, gives_up=True)
            found.append(change)
        return [*found, *later]


@dataclass(frozen=True, slots=True)
class Staged:
    """`findings` are all there are, in places of the original; `found` those of `manifest`, in its own places."""

    manifest: Manifest
    findings: tuple[Finding, ...]
    found: tuple[Finding, ...]
    stages: tuple[Stage, ...] = ()

    def folded(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Changes of `manifest` as changes of the original, with those of the first answers."""
        for stage in reversed(self.stages):
            changes = stage.folded(changes)
        return tuple(changes)


def staged(manifest: Manifest, device: Device, decisions: Decisions) -> Staged:
    """All findings, with the first answers among the decisions carried out. Remembered by the manifests."""
    given = decisions.by_finding()
    now = manifest
    firsts: dict[str, Finding] = {}
    stages: list[Stage] = []
    first = detect_first(manifest, device) if given else ()
    before, origin = ranks(first), partial(_origin, manifest, stages)
    while len(stages) < _MOST and (asked := _first(now, first, given, firsts)):
        stage, after = _carried_out(now, asked)
        for finding, _changes in asked:
            firsts[finding.id] = replace(finding, pointer=origin(finding))
        stages.append(stage)
        now = after
        first = ranked(detect_first(now, device), before, origin)
    found = detect(now, device)
    if not stages:
        return Staged(manifest, found, found)
    found = tuple(finding for finding in ranked(found, before, origin) if finding.id not in firsts)
    moved = [replace(finding, pointer=origin(finding)) for finding in found]
    findings = tuple(sorted([*firsts.values(), *moved], key=lambda finding: _ORDER[finding.rule]))
    return Staged(now, findings, found, tuple(stages))


def _first(manifest: Manifest, found: Iterable[Finding], given: _Given, done: Collection[str]) -> list[_Asked]:
    """Findings with a first answer and their changes, but none whose place an earlier one changes too: it waits."""
    asked: list[_Asked] = []
    taken = _Taken()
    for finding in found:
        decision = given.get(finding.id)
        answer = None if decision is None else decision.answer
        if decision is None or answer not in BY_ID[finding.rule].first_answers or finding.id in done:
            continue
        if _offers(finding, answer) and seen_fits(decision.seen, finding):
            changes = changes_of(manifest, (finding,), {finding.id: answer})
            renames = any(change.op == "rename" for change in changes)
            if not renames and taken.free([change.pointer for change in changes]):
                asked.append((finding, changes))
    return asked


class _Taken:
    """The places that the changes of a stage are at. Names match in any case; an array is one place for all appends."""

    def __init__(self) -> None:
        self._places: set[str] = set()
        self._around: set[str] = set()

    def free(self, pointers: Iterable[str]) -> bool:
        """Whether no place so far is one of these, holds one or is held by one; takes them in any case."""
        places = {pointer.removesuffix("/-").casefold() for pointer in pointers}
        free = self._around.isdisjoint(places) and all(self._places.isdisjoint(ptr.upward(place)) for place in places)
        self._places |= places
        self._around.update(above for place in places for above in ptr.upward(place))
        return free


def _offers(finding: Finding, answer: Json) -> bool:
    return isinstance(finding.question, Choice) and answer in [option.value for option in finding.question.options]


def _carried_out(manifest: Manifest, asked: Sequence[_Asked]) -> tuple[Stage, Manifest]:
    key = (staged, tuple(finding.id for finding, _changes in asked))
    if key not in manifest.memo:
        changes = tuple(change for _finding, of_one in asked for change in of_one)
        plan = edit.plan(manifest.tree, edit.sort(changes)[0], kept_containers(manifest), [])
        after = read_again(manifest, manifest.source.encode(write.text(manifest, plan, {})))
        gone = _elements_gone(manifest.tree, changes)
        brought = {item.place: item for item in _of_stage(manifest.tree, changes, gone)}
        manifest.memo[key] = Stage(changes, brought, gone), after
    result: tuple[Stage, Manifest] = manifest.memo[key]
    return result


def _before_removing(gone: Sequence[int], token: str) -> str:
    """The index of an element before those were removed; the sign for the end of the list stays."""
    if not token.isdecimal():
        return token
    index = int(token)
    for removed in gone:
        index += index >= removed
    return str(index)


def _elements_gone(tree: Json, changes: Sequence[Change]) -> dict[str, list[int]]:
    """The indexes of the elements of lists that are removed, in order, by the place of the list."""
    gone: dict[str, list[int]] = {}
    for change in changes:
        above = ptr.parent(change.pointer)
        if change.op == "remove" and isinstance(ptr.resolve(tree, above), list):
            gone.setdefault(above, []).append(int(ptr.last(change.pointer)))
    return {place: sorted(indexes) for place, indexes in gone.items()}


def _of_stage(tree: Json, changes: Sequence[Change], gone: Mapping[str, Sequence[int]]) -> Iterator[Brought]:
    appended: dict[str, int] = {}
    sources = {change.finding: change.pointer for change in changes if change.op == "remove"}
    for change in changes:
        if change.op == "remove":
            continue
        place, origin, alike = change.pointer, change.pointer, False
        if change.op == "add":
            origin, alike = _source(tree, sources[change.finding], change)
            above = ptr.parent(place)
            if ptr.last(place) == "-":
                length = _length(tree, above) - len(gone.get(above, ()))
                index = appended[above] = appended.get(above, length - 1) + 1
                place = ptr.join(above, index)
        yield Brought(change, place, change.value, origin, alike)


def _length(tree: Json, pointer: str) -> int:
    """The elements of a list; none where a change brings the list."""
    try:
        return len(ptr.resolve(tree, pointer))
    except KeyError:
        return 0


def _source(tree: Json, source: str, change: Change) -> tuple[str, bool]:
    """Where a value that is added was before: the whole of what is removed, or a member of it."""
    value = ptr.resolve(tree, source)
    if value is change.value:
        return source, True
    name = ptr.last(change.pointer)
    if isinstance(value, dict) and value.get(name) is change.value:
        return ptr.join(source, name), True
    items = enumerate(value) if isinstance(value, list) else ()
    key = next((key for key, item in items if item is change.value), None)
    return (source, False) if key is None else (ptr.join(source, key), True)


def _brought(item: Brought, inside: Sequence[Change]) -> Iterator[Change]:
    """The change that brings a value, with what the other rules make of the value; none where they leave nothing."""
    change, value = item.change, item.value
    pointer = change.pointer
    below: list[Change] = []
    for other in inside:
        if other.pointer != item.place:
            below.append(_at(other, other.pointer[len(item.place) :]))
        elif other.op == "rename":
            pointer = ptr.join(ptr.parent(pointer), other.value)
        else:
            below.append(_at(other, ""))
    if any(other.op == "remove" and not other.pointer for other in below):
        return
    after = edit.plan(value, edit.sort(below)[0], (), []).value if below else value
    lost = change.gives_up or any(other.gives_up for other in below)
    if after or not value or not isinstance(after, (dict, list)):
        yield Change(change.op, pointer, change.finding, after, gives_up=lost)
    elif change.op == "replace":
        yield Change("remove", pointer, change.finding, gives_up=lost)


def _at(change: Change, pointer: str) -> Change:
    return replace(change, pointer=pointer)


def _origin(manifest: Manifest, stages: Sequence[Stage], finding: Finding) -> str:
    """The place of a finding in the original, or what is around it there."""
    pointer = finding.pointer
    for stage in reversed(stages):
        pointer = stage.before(pointer)
    while pointer:
        try:
            ptr.resolve(manifest.tree, pointer)
        except KeyError:
            pointer = ptr.parent(pointer)
        else:
            break
    return pointer
