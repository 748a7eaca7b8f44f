"""Combines two plans into one: what a second plan does to the result of a first, at pointers of the original.

One plan writes one text, so that an edit of the result is spliced into the original file like any other change.
"""

from __future__ import annotations

from core.manifest import pointer as ptr
from core.manifest.edit import Plan


def over(first: Plan, second: Plan) -> Plan:
    """Combines two plans: from the original of `first` to the result of `second`, which renames nothing.

    `second` was made for the value of `first`. Neither is changed.
    """
    if second.whole or second.edits:
        return Plan(second.value, whole=True)
    if not (second.removed or second.added or second.children):
        return first
    if first.whole or first.edits:
        return Plan(second.value, whole=True)
    combined = Plan(second.value, False, [], set(first.removed), dict(first.renamed), dict(first.children))
    added = list(first.added)
    members, gone = _Members(first), set()
    for token, below in second.children.items():
        place = members.of(token)
        if isinstance(place, int):
            added[place] = (added[place][0], below.value)
        else:
            combined.children[place] = over(first.children.get(place) or Plan(members.value(token)), below)
    for token in second.removed:
        place = members.of(token)
        if isinstance(place, int):
            gone.add(place)
        else:
            combined.removed.add(place)
            combined.renamed.pop(place, None)
            combined.children.pop(place, None)
    combined.added = [*(item for index, item in enumerate(added) if index not in gone), *second.added]
    return combined


def origin(plan: Plan, pointer: str) -> str:
    """Maps a pointer of the result to the original: the inverse of `Plan.moved`.

    A value that the original does not have maps to the place where it was added: `/-` at the end of an array.
    """
    step: Plan | None = plan
    where = ""
    for token in ptr.split(pointer):
        if step is None or step.whole or step.edits:
            where, step = ptr.join(where, token), None
            continue
        place = _Members(step).of(token)
        if isinstance(place, int):
            where, step = ptr.join(where, step.added[place][0]), None
        else:
            where, step = ptr.join(where, place), step.children.get(place)
    return where


class _Members:
    """The members of a plan's result: each was in the original under some token, or is the n-th that was added."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._added = {key: index for index, (key, _) in enumerate(plan.added)}
        self._old = {new: old for old, new in plan.renamed.items()}

    def value(self, token: str) -> object:
        """The value of a member in the result."""
        value = self._plan.value
        return value[token] if isinstance(value, dict) else value[int(token)]

    def of(self, token: str) -> str | int:
        """The token of the original, or the number among the added."""
        if isinstance(self._plan.value, list):
            return self._index(int(token)) if token.isdecimal() else token
        return self._added[token] if token in self._added else self._old.get(token, token)

    def _index(self, index: int) -> str | int:
        kept = len(self._plan.value) - len(self._plan.added)
        if index >= kept:
            return min(index - kept, len(self._plan.added) - 1) if self._plan.added else str(index)
        for gone in sorted(map(int, self._plan.removed)):
            index += gone <= index
        return str(index)
