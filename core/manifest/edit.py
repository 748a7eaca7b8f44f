"""Applies changes to a logical tree by a plan, which lists for each container what happens to its members.

The plan is computed once; the new tree and the new text both follow from it.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from core.manifest import pointer as ptr
from core.model.base import Json
from core.model.changes import Change


@dataclass(slots=True)
class Plan:
    """What happens to one value. Tokens are object keys, or array indices as text.

    `whole` replaces the value; `edits` are spans of a string; otherwise the members are `removed`, `renamed`, changed
    (`children`) and `added` (key, value; array elements under `-`).
    """

    value: Json
    whole: bool = False
    edits: list[Change] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    children: dict[str, Plan] = field(default_factory=dict)
    added: list[tuple[str, Json]] = field(default_factory=list)

    def at(self, pointer: str) -> Plan | None:
        """The plan of the value at a pointer of the original; None if nothing below that changes."""
        plan: Plan | None = self
        for token in ptr.split(pointer):
            plan = None if plan is None else plan.children.get(token)
        return plan

    def moved(self, pointer: str) -> str:
        """Maps a pointer of the original to the result; that of a removed value to its nearest container."""
        plan: Plan | None = self
        tokens = pointer.split("/")
        for at, written in enumerate(tokens[1:], 1):
            if plan is None:
                break
            token = ptr.unescape(written) if "~" in written else written
            if token in plan.removed or token == "-":
                return "/".join(tokens[:at])
            if token in plan.renamed:
                tokens[at] = ptr.escape(plan.renamed[token])
            if plan.removed and isinstance(plan.value, list) and token.isdecimal():
                tokens[at] = str(int(token) - sum(1 for gone in plan.removed if int(gone) < int(token)))
            plan = plan.children.get(token)
        return "/".join(tokens)


APPENDED = "\x00"
"""Marks a token that appends to an array; no JSON key of a manifest begins with it."""


class Node:
    """Changes sorted by place, one node for each token of their pointers."""

    __slots__ = ("change", "children", "renamed", "spans")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.change: Change | None = None
        self.renamed: Change | None = None
        self.spans: list[Change] = []


class Clash(ValueError):
    """Two changes that overlap: the later one and the finding it runs into."""

    def __init__(self, change: Change, other: Change) -> None:
        self.change, self.other = change, other
        super().__init__(f"{change.finding} and {other.finding} both change {change.pointer}")


def sort(changes: Iterable[Change]) -> tuple[Node, list[Clash]]:
    """Sorts changes by place; a change that overlaps an earlier one is omitted and returned as a clash.

    Two removals never clash: the removal of the larger place includes the other, and edits of a text that is removed.
    """
    root = Node()
    clashes: list[Clash] = []
    for change in changes:
        node, other = _place(root, change)
        if other is not None:
            if not (change.op == "edit" and other.op == "remove") and not _removes_too(root, change):
                clashes.append(Clash(change, other))
            continue
        if change.op == "rename":
            node.renamed = change
        elif change.op == "edit":
            insort(node.spans, change, key=_span)
        else:
            node.change = change
    return root, clashes


def _removes_too(root: Node, change: Change) -> bool:
    """Whether all that a removal meets are removals and edits; those below it make way for it."""
    if change.op != "remove":
        return False
    node = root
    for token in ptr.split(change.pointer):
        if node.change is not None and node.change.op == "remove":
            return True
        if token not in node.children:
            return False
        node = node.children[token]
    met = [*([node.change] if node.change is not None else []), *node.spans, *_all(node.children.values())]
    if node.renamed is not None or any(other.op not in ("remove", "edit") for other in met):
        return False
    node.change = change
    node.spans.clear()
    node.children.clear()
    return True


def _place(root: Node, change: Change) -> tuple[Node, Change | None]:
    """The node of a change, made where it is not there yet, and the change that is in its way."""
    node = root
    tokens = ptr.split(change.pointer)
    for depth, token in enumerate(tokens):
        if node.change is not None:
            return node, node.change
        if node.spans:
            return node, node.spans[0]
        below = node.children.get(token)
        if below is None:
            for new in tokens[depth:]:
                below = node.children[f"{APPENDED}{len(node.children)}" if new == "-" else new] = Node()
                node = below
            return node, None
        node = below
    return node, _in_the_way(node, change)


def _in_the_way(node: Node, change: Change) -> Change | None:
    """What the place of a change holds that it would overlap."""
    if change.op == "rename":
        return node.renamed or (node.change if node.change is not None and node.change.op == "remove" else None)
    if change.op == "edit":
        return node.change or _overlapping(node.spans, change) or next(_all(node.children.values()), None)
    if change.op == "remove" and node.renamed is not None:
        return node.renamed
    return node.change or next(iter(node.spans), None) or next(_all(node.children.values()), None)


def _span(change: Change) -> tuple[int, int]:
    return change.start, change.end


def _overlapping(spans: list[Change], change: Change) -> Change | None:
    """The span that a change overlaps, of spans in order that do not overlap each other: only its neighbors can."""
    at = bisect_right(spans, _span(change), key=_span)
    beside = spans[max(at - 1, 0) : at + 1]
    return next((other for other in beside if change.start < other.end and other.start < change.end), None)


def _all(nodes: Iterable[Node]) -> Iterator[Change]:
    for node in nodes:
        yield from (change for change in (node.change, node.renamed, *node.spans) if change is not None)
        yield from _all(node.children.values())


def plan(value: Json, node: Node, keep: Collection[str], lost: list[Change], pointer: str = "") -> Plan:
    """Plans a value and everything below it.

    `keep` lists containers that remain even if they become empty (create options, module entries). Changes below a
    scalar, or to an array element by name, cannot be applied: they are collected in `lost`.
    """
    if node.change is not None:
        return Plan(node.change.value, whole=True)
    if node.spans:
        return Plan(_spliced(value, node.spans), edits=node.spans)
    if value is None:
        return Plan(_assembled_child(node), whole=True)
    if not isinstance(value, (dict, list)):
        lost += _all(node.children.values())
        return Plan(value)
    result = Plan(value, False, [], set(), {}, {}, [])
    items = dict(value) if isinstance(value, dict) else {str(i): item for i, item in enumerate(value)}
    for token, child in node.children.items():
        if token not in items:
            if isinstance(value, list) != token.startswith(APPENDED):
                lost += _all([child])
                continue
            result.added.append(("-" if token.startswith(APPENDED) else token, _assembled_child(child)))
            continue
        if child.renamed is not None:
            _rename(result, items, token, child.renamed, lost)
        change = child.change
        if change is not None and change.op == "remove":
            result.removed.add(token)
        elif change is not None or child.spans or child.children:
            where = f"{pointer}/{token}" if "~" not in token and "/" not in token else ptr.join(pointer, token)
            below = plan(items[token], child, keep, lost, where)
            if not below.value and not below.whole and _emptied(items[token], below.value) and where not in keep:
                result.removed.add(token)
                result.renamed.pop(token, None)
            else:
                result.children[token] = below
    result.value = _assembled(value, items, result)
    return result


def _rename(result: Plan, items: dict[str, Json], token: str, change: Change, lost: list[Change]) -> None:
    """Note a new key, unless it would swallow another member."""
    if change.value in items or change.value in result.renamed.values():
        lost.append(change)
    else:
        result.renamed[token] = change.value


def _emptied(before: Json, after: Json) -> bool:
    return isinstance(after, (dict, list)) and not after and bool(before)


def _assembled(value: Json, items: dict[str, Json], result: Plan) -> Json:
    if result.renamed:
        items = {result.renamed.get(token, token): item for token, item in items.items() if token not in result.removed}
    else:
        for token in result.removed:
            del items[token]
    for token, below in result.children.items():
        items[result.renamed.get(token, token)] = below.value
    if isinstance(value, dict):
        items.update(result.added)
        return items
    return [*items.values(), *(item for _, item in result.added)]


def _assembled_child(node: Node) -> Json:
    """The value of a place that did not exist: one that a change brings, or a container for several."""
    if node.change is not None:
        return node.change.value
    if any(token.startswith(APPENDED) for token in node.children):
        return [_assembled_child(child) for child in node.children.values()]
    return {token: _assembled_child(child) for token, child in node.children.items()}


def _spliced(text: str, spans: list[Change]) -> str:
    parts: list[str] = []
    at = 0
    for change in spans:
        parts += (text[at : change.start], change.value)
        at = change.end
    return "".join((*parts, text[at:]))
