"""Manual edits for the report, which a person made after all rules, masked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from core.edits import summary
from core.manifest import pointer as ptr
from core.migration.given_up import given_up
from core.migration.migrate import Migration
from core.model.base import Json
from core.redaction import change
from core.report.model import ChangeFacts, ManualEditFacts
from core.report.shown import around_module, pointer_text
from core.text import explanations

_OPS = {"set": "replace", "add": "add", "remove": "remove"}


def facts(migration: Migration) -> tuple[ManualEditFacts, ...]:
    """Every edit, with those that are not applied last."""
    mask = migration.redactor
    return tuple(
        ManualEditFacts(
            id=mask.finding_id(item.id),
            op=item.op,
            module=item.module,
            pointer=pointer_text(item.pointer, mask),
            place=item.place,
            before=item.before,
            after=item.after,
            title=explanations.title(migration.finding(item.id)),
            by=item.by,
            when=item.when,
            note=item.note,
            state=item.state,
            saved=item.saved,
        )
        for item in summary.explained_edits(migration)
    )


def changes(migration: Migration) -> Iterator[ChangeFacts]:
    """Yields the changes of the edits, in the form of those of the rules."""
    mask = migration.redactor
    for entry in migration.ledger:
        if entry.edit is not None:
            key = entry.edit.edit.key
            yield ChangeFacts(
                op=_OPS[entry.edit.edit.op],
                pointer=pointer_text(entry.pointer, mask),
                before=mask.value(entry.before, key),
                after=mask.value(entry.after, key),
                finding=mask.finding_id(entry.finding),
            )


def of_rules(migration: Migration, unanswered: Collection[str]) -> Iterator[ChangeFacts]:
    """The changes of the rules, without those of findings that no one has answered; equal ones are masked once."""
    mask, lost = migration.redactor, given_up(migration)
    known: dict[tuple[object, ...], tuple[Json, Json]] = {}
    for entry in migration.ledger:
        if entry.change is None or entry.finding in unanswered:
            continue
        key = name_of(entry.pointer)
        start, name, below = around_module(entry.pointer)
        alike = (change.around(start + name), below, key, len(mask.numbers), repr(entry.before), repr(entry.after))
        if alike not in known:
            known[alike] = change.values(mask, entry.pointer, entry.before, entry.after, key)
        before, after = known[alike]
        yield ChangeFacts(
            op=entry.change.op,
            pointer=pointer_text(entry.pointer, mask),
            before=before,
            after=after,
            finding=entry.finding,
            gives_up=entry.change.gives_up and entry.finding in lost,
        )


def name_of(pointer: str) -> str:
    """The name a value is under: that of the variable for an `env` value, else the last key."""
    return ptr.last(pointer.removesuffix("/value"))
