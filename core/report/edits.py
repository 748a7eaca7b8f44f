"""Manual edits for the report: what a person set, added or removed after all rules, masked."""

from __future__ import annotations

from collections.abc import Iterator

from core.edits import summary
from core.migration.migrate import Migration
from core.report.model import ChangeFacts, HandEditFacts
from core.report.shown import pointer_text
from core.text import explanations

_OPS = {"set": "replace", "add": "add", "remove": "remove"}


def facts(migration: Migration) -> tuple[HandEditFacts, ...]:
    """Every edit, those that are not carried out last."""
    mask = migration.redactor
    return tuple(
        HandEditFacts(
            id=mask.text(item.id),
            op=item.op,
            module=item.module,
            pointer=pointer_text(item.pointer, mask),
            place=item.place,
            before=item.before,
            after=item.after,
            title=explanations.title(finding),
            by=item.by,
            when=item.when,
            note=item.note,
            state=item.state,
            saved=item.saved,
        )
        for item, finding in zip(summary.explained_edits(migration), migration.edits, strict=True)
    )


def changes(migration: Migration) -> Iterator[ChangeFacts]:
    """The changes the edits made, reported like those of the rules."""
    mask = migration.redactor
    for item, entry in zip(migration.hand.done, migration.hand_entries, strict=True):
        yield ChangeFacts(
            op=_OPS[item.edit.op],
            pointer=pointer_text(entry.pointer, mask),
            before=mask.value(entry.before, item.edit.key),
            after=mask.value(entry.after, item.edit.key),
            finding=mask.text(entry.finding),
        )
