"""Create options that are there twice, in different case: which two are one, and what only one of them says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place, spelling
from core.model.base import Json
from core.model.changes import Change, giving_up
from core.model.findings import Finding
from core.model.questions import Choice, choice, option
from core.text.catalogue import N_

_ORDERED = frozenset(("cmd", "entrypoint"))
"""Arrays that are one command, and cannot be joined."""
_JOIN = option(
    "join", N_("Join them under {other}"), N_("{module} gets the settings of both. Questions about them follow.")
)
_REMOVE = option("remove", N_("Remove {key}"), N_("{module} has only the settings under {other}."))
_JOINED, _REMOVED = choice(_JOIN, _REMOVE), choice(_REMOVE)


def is_possible(keys: Collection[str]) -> bool:
    """Whether any of these keys differ in case only."""
    return len({key.lower() for key in keys}) < len(keys)


def twice(holder: Place | None) -> Iterator[tuple[Place, Place]]:
    """Yields each member whose name exists in Docker's spelling as well, with the member of that spelling."""
    value = holder.value if holder is not None else None
    if holder is None or not isinstance(value, dict) or not is_possible(value):
        return
    groups: dict[str, list[str]] = {}
    for key in value:
        groups.setdefault(key.lower(), []).append(key)
    for keys in groups.values():
        kept = next((key for key in keys if key[:1].isupper() and not key.isupper()), keys[0])
        for key in keys:
            if key != kept:
                yield holder.below(key), holder.below(kept)


def question(place: Place, other: Place) -> Choice:
    """Join the two unless they contradict each other, or remove one."""
    return _REMOVED if _lacking(place.value, other) is None else _JOINED


def _lacking(value: Json, other: Place) -> list[tuple[str, Json]] | None:
    """What the other spelling lacks of a value, by its new pointer; None where the two contradict each other."""
    if value == other.value:
        return []
    if isinstance(value, list) and isinstance(other.value, list) and other.key.lower() not in _ORDERED:
        return [(ptr.join(other.pointer, "-"), item) for item in value if item not in other.value]
    if not isinstance(value, dict) or not isinstance(other.value, dict):
        return None
    lacking: list[tuple[str, Json]] = []
    for key, item in value.items():
        there = spelling(other.value, key)
        below = [(ptr.join(other.pointer, key), item)] if there is None else _lacking(item, other.below(there))
        if below is None:
            return None
        lacking += below
    return lacking


def changes(manifest: Manifest, finding: Finding, answer: Json) -> Sequence[Change]:
    """Removes one of the two; what only that one says is added to the other where the answer is to join them."""
    if answer not in ("join", "remove"):
        return ()
    holder = Place(ptr.parent(finding.pointer), ptr.resolve(manifest.tree, ptr.parent(finding.pointer)))
    other = holder.below(str(finding.facts["other"]))
    lacking = _lacking(holder.below(str(finding.facts["key"])).value, other) if answer == "join" else []
    added = [Change("add", pointer, finding.id, value) for pointer, value in lacking or []]
    return giving_up([Change("remove", finding.pointer, finding.id), *added])
