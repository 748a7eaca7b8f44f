"""Prints two JSON values side by side, line by line, with the differing characters of each pair of lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.diff.characters import Spans, spans
from core.docker.identity import identity
from core.manifest import pointer as ptr
from core.manifest.edit import Plan
from core.manifest.jsonc import Placeholder
from core.model.base import Json

INDENT = "  "

SHARED = (2, 3)
"""The levels at which containers of modules are equal: create options, and what they contain."""

_written = json.JSONEncoder(ensure_ascii=False).encode
"""`json.dumps` would make an encoder for each of many thousand values."""


class _Nothing:
    """A side that is not there. None would be JSON's null."""


NOTHING = _Nothing()


class Pair(NamedTuple):
    """A value before and after with both places and keys; None is printed without a key, and "" is a key like any."""

    before: Json
    after: Json
    pointer: str
    after_pointer: str
    key: str | None = None
    after_key: str | None = None


class Line(NamedTuple):
    """One printed line; None where a side has nothing. Spans are the differing character ranges."""

    left: str | None
    right: str | None
    pointer: str
    after: str
    changed: bool = False
    closing: bool = False
    left_spans: Spans = ()
    right_spans: Spans = ()


class Printer:
    """Prints pairs. What is equal in several of them, such as the create options of modules, is printed once."""

    def __init__(self) -> None:
        self._printed: dict[tuple[object, ...], list[Line]] = {}
        self._texts: dict[int, tuple[Json, str]] = {}
        """The values that were seen, by their ids, with their texts: equal create options often are one object."""

    def lines(self, pair: Pair, plan: Plan | None) -> list[Line]:
        """All lines of a pair; the plan of the same value says which object keys were renamed."""
        result: list[Line] = []
        self._pair(pair, plan, 0, ("", ""), result)
        return result

    def _pair(self, pair: Pair, plan: Plan | None, depth: int, commas: tuple[str, str], result: list[Line]) -> None:
        """Appends, for generators within generators would take most of the time."""
        if pair.before is NOTHING or pair.after is NOTHING:
            result += _one_side(pair, depth, commas)
            return
        both = [value for value in (pair.before, pair.after) if isinstance(value, (dict, list)) and value]
        if len(both) == 2 and type(pair.before) is type(pair.after):
            self._containers(pair, plan, depth, commas, result)
        elif not both:
            result.append(_scalars(pair, depth, commas))
        else:
            result += _one_side(_half(pair, before=True), depth, commas)
            result += _one_side(_half(pair, before=False), depth, commas)

    def _containers(
        self, pair: Pair, plan: Plan | None, depth: int, commas: tuple[str, str], result: list[Line]
    ) -> None:
        opening, closing = "{}" if isinstance(pair.before, dict) else "[]"
        left, right = _label(pair.key, depth), _label(pair.after_key, depth)
        marks = _key_spans(pair, depth)
        changed = pair.key != pair.after_key
        result.append(Line(left + opening, right + opening, pair.pointer, pair.after_pointer, changed, False, *marks))
        children = list(_children(pair, plan))
        last_left = max((i for i, child in enumerate(children) if child.before is not NOTHING), default=-1)
        last_right = max((i for i, child in enumerate(children) if child.after is not NOTHING), default=-1)
        for index, child in enumerate(children):
            ends = ("," * (index < last_left), "," * (index < last_right))
            token = None if child.before is NOTHING else ptr.last(child.pointer)
            below = None if plan is None or token is None else plan.children.get(token)
            if depth + 1 in SHARED and _is_open(child.before) and _is_open(child.after):
                result += self._shared(child, plan, below, depth + 1, ends)
            else:
                self._child(child, plan, below, depth + 1, ends, result)
        lead = INDENT * depth + closing
        result.append(Line(lead + commas[0], lead + commas[1], pair.pointer, pair.after_pointer, closing=True))

    def _shared(
        self, child: Pair, plan: Plan | None, below: Plan | None, depth: int, commas: tuple[str, str]
    ) -> list[Line]:
        """The lines of a container, which are those of an equal one at the same place of another pair."""
        values = self._text(child.before), self._text(child.after)
        key = (*child[2:], *values, plan is None or plan.whole, _signature(below), depth, commas)
        lines = self._printed.get(key)
        if lines is None:
            lines = self._printed[key] = []
            self._child(child, plan, below, depth, commas, lines)
        return lines

    def _text(self, value: Json) -> str:
        known = self._texts.get(id(value))
        if known is None:
            known = self._texts[id(value)] = value, _written(value)
        return known[1]

    def _child(
        self, child: Pair, plan: Plan | None, below: Plan | None, depth: int, ends: tuple[str, str], result: list[Line]
    ) -> None:
        if below is None and plan is not None and not plan.whole and _is_same(child):
            _unchanged(child, depth, ends, result)
        else:
            self._pair(child, below, depth, ends, result)


def _signature(plan: Plan | None) -> tuple[object, ...] | None:
    """What a plan says about how members belong together; equal for plans that say the same."""
    if plan is None:
        return None
    children = tuple((token, _signature(child)) for token, child in plan.children.items())
    return plan.whole, frozenset(plan.removed), tuple(plan.renamed.items()), children


def _children(pair: Pair, plan: Plan | None) -> Iterator[Pair]:
    tokens = _tokens(pair.before), _tokens(pair.after)
    if tokens[0] == tokens[1] and isinstance(pair.before, dict) and (plan is None or not plan.renamed):
        yield from (_child(pair, token, token) for token in tokens[0])
        return
    partner = _partners(pair, plan)
    taken = set(partner.values())
    waiting = [token for token in tokens[1] if token not in taken]
    order = {token: index for index, token in enumerate(tokens[1])}
    for token in tokens[0]:
        other = partner.get(token)
        while waiting and other is not None and order[waiting[0]] < order[other]:
            yield _child(pair, None, waiting.pop(0))
        yield _child(pair, token, other)
    for token in waiting:
        yield _child(pair, None, token)


def _partners(pair: Pair, plan: Plan | None) -> dict[str, str]:
    """Token before → token after, for the members that belong together."""
    if isinstance(pair.before, dict):
        renamed = {} if plan is None else plan.renamed
        wanted = [(token, str(renamed.get(token, token))) for token in pair.before]
        return {token: new for token, new in wanted if new in pair.after}
    if (plan is None or plan.whole) and pair.before != pair.after:
        return _alike(pair.before, pair.after)
    removed = set() if plan is None else plan.removed
    kept = [str(index) for index in range(len(pair.before)) if str(index) not in removed]
    found = {token: str(index) for index, token in enumerate(kept)}
    added: dict[str, list[str]] = {}
    for index in range(len(kept), len(pair.after)):
        added.setdefault(identity(pair.after[index]), []).append(str(index))
    for token in sorted(removed, key=int):
        same = added.get(identity(pair.before[int(token)]))
        if same:
            found[token] = same.pop(0)
    return _in_order(dict(sorted(found.items(), key=lambda item: int(item[0]))))


def _is_same(pair: Pair) -> bool:
    """Whether a container that nothing changes is printed alike on both sides, as it is unless masking differs."""
    known = _is_open(pair.before) and pair.before == pair.after and pair.key == pair.after_key
    return known and _written(pair.before) == _written(pair.after)


def _unchanged(pair: Pair, depth: int, commas: tuple[str, str], result: list[Line]) -> None:
    """The lines of a container that is the same on both sides: printed once."""
    where, start = pair.after_pointer, len(pair.pointer)
    lines = [
        Line(text, text, place, where + place[start:], False, closing)
        for text, place, closing in _print(pair.before, pair.key, pair.pointer, depth)
    ]
    last = lines[-1]
    result += lines[:-1]
    result.append(last._replace(left=f"{last.left}{commas[0]}", right=f"{last.right}{commas[1]}"))


def _alike(before: list[Json], after: list[Json]) -> dict[str, str]:
    """Partners in two arrays nothing more is known of: elements of the same identity, in order."""
    waiting: dict[str, list[str]] = {}
    for index, item in enumerate(after):
        waiting.setdefault(identity(item), []).append(str(index))
    found: dict[str, str] = {}
    for index, item in enumerate(before):
        same = waiting.get(identity(item))
        if same:
            found[str(index)] = same.pop(0)
    return _in_order(found)


def _in_order(found: dict[str, str]) -> dict[str, str]:
    """Partners whose order is the same on both sides; a moved element reads as removed and added."""
    kept: dict[str, str] = {}
    highest = -1
    for token, other in found.items():
        if int(other) > highest:
            kept[token], highest = other, int(other)
    return kept


def _tokens(value: Json) -> list[str]:
    return list(value) if isinstance(value, dict) else [str(index) for index in range(len(value))]


def _child(pair: Pair, token: str | None, other: str | None) -> Pair:
    is_object = isinstance(pair.before, dict)
    before = NOTHING if token is None else pair.before[token if is_object else int(token)]
    after = NOTHING if other is None else pair.after[other if is_object else int(other)]
    pointer = where = pair.pointer if token is None else ptr.join(pair.pointer, token)
    if token != other or pair.pointer != pair.after_pointer:
        where = pair.after_pointer if other is None else ptr.join(pair.after_pointer, other)
    return Pair(before, after, pointer, where, token if is_object else None, other if is_object else None)


def _half(pair: Pair, *, before: bool) -> Pair:
    if before:
        return Pair(pair.before, NOTHING, pair.pointer, pair.after_pointer, pair.key, pair.after_key)
    return Pair(NOTHING, pair.after, pair.pointer, pair.after_pointer, pair.key, pair.after_key)


def _label(key: str | None, depth: int) -> str:
    return INDENT * depth + ("" if key is None else _written(key) + ": ")


def _text(value: Json) -> str:
    return str(value) if isinstance(value, Placeholder) else _written(value)


def _scalars(pair: Pair, depth: int, commas: tuple[str, str]) -> Line:
    left = right = _label(pair.key, depth) + _text(pair.before)
    if pair.after is not pair.before or pair.key != pair.after_key:
        right = _label(pair.after_key, depth) + _text(pair.after)
    same = left == right
    marks = ((), ()) if same else spans(left, right, len(INDENT * depth))
    return Line(left + commas[0], right + commas[1], pair.pointer, pair.after_pointer, not same, False, *marks)


def _one_side(pair: Pair, depth: int, commas: tuple[str, str]) -> Iterator[Line]:
    on_left = pair.after is NOTHING
    value, key, where = (
        (pair.before, pair.key, pair.pointer) if on_left else (pair.after, pair.after_key, pair.after_pointer)
    )
    for text, place, closing in _print(value, key, where, depth):
        text = text + commas[0 if on_left else 1] if place == where and (closing or not _is_open(value)) else text
        left, right = (text, None) if on_left else (None, text)
        yield Line(
            left, right, place if on_left else pair.pointer, pair.after_pointer if on_left else place, True, closing
        )


def _is_open(value: Json) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


def _print(value: Json, key: str | None, where: str, depth: int) -> list[tuple[str, str, bool]]:
    """The lines of one side: text, place, and whether it only closes a container."""
    result: list[tuple[str, str, bool]] = []
    _append(value, _label(key, depth), where, depth, "", result)
    return result


def _append(value: Json, label: str, where: str, depth: int, comma: str, result: list[tuple[str, str, bool]]) -> None:
    if not _is_open(value):
        result.append((label + _text(value) + comma, where, False))
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    result.append((label + opening, where, False))
    members: Iterable[tuple[str | None, Json]] = (
        value.items() if isinstance(value, dict) else ((None, x) for x in value)
    )
    for index, (key, item) in enumerate(members):
        place = ptr.join(where, index if key is None else key)
        _append(item, _label(key, depth + 1), place, depth + 1, "," * (index < len(value) - 1), result)
    result.append((INDENT * depth + closing + comma, where, True))


def _key_spans(pair: Pair, depth: int) -> tuple[Spans, Spans]:
    if pair.key == pair.after_key:
        return (), ()
    return spans(_label(pair.key, depth), _label(pair.after_key, depth), len(INDENT * depth))
