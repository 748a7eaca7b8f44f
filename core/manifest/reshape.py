"""Changes a JSON text into a manifest: names in the spelling that IoT Hub knows, no left-over chunks."""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest import create_options, edit, jsonc, spelling
from core.manifest import pointer as ptr
from core.manifest.jsonc import MAX_DEPTH
from core.manifest.nodes import scan
from core.manifest.splice import Splicer
from core.model.base import Json
from core.model.changes import Change
from core.text.catalogue import _

Reshaped = tuple[str, str, int]
"""The new text, what was done in one phrase, and the first line that it concerns."""


def propose(text: str) -> Reshaped | None:
    """The text with such faults repaired; None where there is none, or the text is not JSON."""
    try:
        tree, blanked = jsonc.loads(text)
    except (ValueError, RecursionError):
        return None
    if jsonc.depth(tree) > MAX_DEPTH:
        return None
    spelled, left = list(_spelled(tree)), list(_left_over(tree))
    bare = [] if spelled else list(_unwrapped(tree))
    if not spelled and not left and not bare:
        return None
    root = scan(blanked)
    splicer = Splicer(text, blanked, root)
    changes, _clashes = edit.sort([*spelled, *(bare or left)])
    splicer.value(root, edit.plan(tree, changes, (), []))
    line = text.count("\n", 0, min(splicer.edits)[0]) + 1
    result, what = splicer.result(), _phrase(spelled, [] if bare else left, bare)
    further = propose(result) if bare else None  # only at their place are names in other letters recognized
    return (result, what, line) if further is None else (further[0], f"{what}, {further[1]}", line)


def _spelled(tree: Json) -> Iterator[Change]:
    for found in spelling.misspelled(tree):
        yield Change("rename", found.pointer, "", found.right)


def _unwrapped(tree: Json) -> Iterator[Change]:
    """Sections whose desired properties are put where IoT Hub reads them."""
    for pointer, section in spelling.sections(tree):
        desired = spelling.unwrapped(section)
        if desired is not None:
            yield Change("replace", pointer, "", {spelling.DESIRED: desired})


def _left_over(tree: Json) -> Iterator[Change]:
    """Parts of create options after those that are complete."""
    places: list[tuple[str, Json]] = [("", tree)]
    while places:
        pointer, value = places.pop()
        if not isinstance(value, dict):
            continue
        keys = create_options.keys_of(value)
        whole = create_options.complete_parts([value[key] for key in keys]) if len(keys) > 1 else 0
        if whole and not _reads(value, keys):
            for key in keys[whole:]:
                yield Change("remove", ptr.join(pointer, key), "")
        places += [(ptr.join(pointer, key), item) for key, item in value.items()]


def _reads(settings: dict[str, Json], keys: tuple[str, ...]) -> bool:
    """Whether nothing but white space follows: then all parts are read."""
    rest = [settings[key] for key in keys[create_options.complete_parts([settings[key] for key in keys]) :]]
    return isinstance(settings[keys[0]], str) and all(isinstance(part, str) and not part.strip() for part in rest)


def _phrase(spelled: list[Change], left: list[Change], bare: list[Change]) -> str:
    parts = [
        _("rename {old} to {new}").format(old=ptr.last(change.pointer), new=change.value) for change in spelled[:3]
    ] + [_("remove the unused {key}").format(key=ptr.last(change.pointer)) for change in left[:3]]
    if bare:
        names = ", ".join(ptr.last(change.pointer) for change in bare)
        parts.append(_("put the members of {names} under {desired}").format(names=names, desired=spelling.DESIRED))
    more = max(len(spelled) - 3, 0) + max(len(left) - 3, 0)
    return ", ".join(parts) + (_(" and {count} more").format(count=more) if more else "")
