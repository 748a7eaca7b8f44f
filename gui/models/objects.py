"""The Kubernetes objects of a module as lines of text with their places, and how the places relate."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.model.remembered import remembered
from core.text.catalogue import _
from gui.widgets.basics.linked_text import Line

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from core.migration.verify import Verification
    from core.redaction.redactor import Redactor
    from core.targets.base import ModuleShown, Target
    from core.targets.objects import TargetObject


@dataclass(frozen=True, slots=True)
class ObjectNote:
    """A setting that the agent ignores, or that is refused: the reason, and the place in the manifest."""

    text: str
    pointer: str
    refused: bool


@dataclass(frozen=True, slots=True)
class ModuleView:
    """One module: its entry in the manifest, its objects in one text, and the notes on the rest."""

    name: str
    entry: tuple[Line, ...]
    yaml: tuple[Line, ...]
    objects: tuple[tuple[str, str], ...]
    notes: tuple[ObjectNote, ...]


def views(verification: Verification, redactor: Redactor, plain: bool = False) -> tuple[ModuleView, ...]:
    """The views of all modules of the result, masked unless `plain`; can run in the background."""
    return tuple(_view(workload, verification.target, redactor, plain) for workload in verification.preview.modules)


def _view(workload: ModuleShown, target: Target[Any], redactor: Redactor, plain: bool) -> ModuleView:
    return ModuleView(
        name=redactor.text(workload.module.name),
        entry=tuple(_entry(workload, None if plain else redactor)),
        yaml=tuple(_yaml(workload.objects, target, None if plain else redactor)),
        objects=tuple((each.kind, each.id) for each in workload.objects),
        notes=tuple(_notes(workload, redactor)),
    )


def _entry(workload: ModuleShown, redactor: Redactor | None) -> Iterator[Line]:
    """The module as the manifest has it, create options decoded."""
    module = workload.module
    body: dict[str, Any] = dict(module.body)
    settings = body.get("settings")
    if isinstance(settings, dict):
        kept = {key: value for key, value in settings.items() if not key.lower().startswith("createoptions")}
        body["settings"] = {**kept, "createOptions": dict(module.options)}
    from core.redaction import change

    shown = body if redactor is None else change.body(redactor, body, module.pointer)
    yield from _json(shown, module.pointer, "", "")


def _json(value: Any, place: str, indent: str, lead: str, comma: str = "") -> Iterator[Line]:
    from core.manifest.pointer import join

    if isinstance(value, Mapping) and value:
        yield Line(f"{indent}{lead}{{", place)
        for index, (key, item) in enumerate(value.items()):
            last = "" if index == len(value) - 1 else ","
            yield from _json(item, join(place, key), indent + "  ", f"{json.dumps(key, ensure_ascii=False)}: ", last)
        yield Line(f"{indent}}}{comma}", place)
    elif isinstance(value, list) and value:
        yield Line(f"{indent}{lead}[", place)
        for index, item in enumerate(value):
            last = "" if index == len(value) - 1 else ","
            yield from _json(item, join(place, index), indent + "  ", "", last)
        yield Line(f"{indent}]{comma}", place)
    else:
        written = "{}" if isinstance(value, Mapping) else json.dumps(value, ensure_ascii=False)
        yield Line(f"{indent}{lead}{written}{comma}", place)


def _yaml(objects: Sequence[TargetObject], target: Target[Any], redactor: Redactor | None) -> Iterator[Line]:
    from core.targets.yaml import lines

    for index, obj in enumerate(objects):
        if index:
            yield Line("---", obj.id)
        for text, path in lines(dict(obj.body) if redactor is None else target.masked(obj, redactor)):
            yield Line(text, obj.id + path)


def _notes(workload: ModuleShown, redactor: Redactor) -> Iterator[ObjectNote]:
    from core.migration.verify import why

    for refusal in workload.refusals:
        yield ObjectNote(redactor.text(why(refusal)), refusal.pointer, True)
    for drop in workload.drops:
        yield ObjectNote(redactor.text(why(drop)), drop.pointer, False)


def came_from(verification: Verification, place: str) -> str:
    """The place in the manifest of a line of an object; empty if the agent adds it."""
    for obj in verification.preview.objects:
        if place == obj.id or place.startswith(obj.id + "/"):
            return obj.source(place[len(obj.id) :])
    return ""


def became(verification: Verification, pointer: str) -> tuple[str, ...]:
    """The places in objects that derive from a place of the manifest."""
    return tuple(obj.id + path for obj, path in verification.preview.objects_of(pointer))


def story(verification: Verification, view: ModuleView, pointer: str) -> str:
    """What a place of the manifest becomes, in one line."""
    for note in view.notes:
        if note.pointer and (pointer == note.pointer or pointer.startswith(note.pointer + "/")):
            return (_("Refused: {why}") if note.refused else _("Omitted: {why}")).format(why=note.text)
    places = became(verification, pointer)
    if not places:
        return _(verification.target.words.nothing)
    return _("Becomes {places}").format(places=", ".join(places[:4]))


def object_views(
    migration: Migration, redactor: Redactor, plain: bool = False
) -> tuple[Verification, tuple[ModuleView, ...]]:
    """The objects of each module, masked unless `plain`; computed once, can run in the background."""
    from core.migration.verify import verify_migration

    verification = verify_migration(migration)
    return verification, _views(migration, redactor, plain)


@remembered
def _views(migration: Migration, redactor: Redactor, plain: bool) -> tuple[ModuleView, ...]:
    from core.migration.verify import verify_migration

    return views(verify_migration(migration), redactor, plain)
