"""Finds the answers to a rule's finding that remove the block of a check, by trying each of them."""

from __future__ import annotations

from core.migration.migrate import Migration, migrate
from core.migration.verdict import Kind, Reason, judged
from core.migration.verify import verify_migration
from core.model.base import Json
from core.model.decisions import Decision
from core.model.findings import Finding
from core.model.questions import Choice
from core.model.remembered import remembered

MOST, MODULES = 20, 400
"""Blocks for which answers are tried, and modules in all of them: each answer costs a whole migration."""


def remedies(migration: Migration, reason: Reason) -> tuple[Json, ...]:
    """The answers to the finding `reason.fix` by which this block is gone; empty where none is known.

    True is the change of a rule that asks nothing and was kept out.
    """
    known = _known(migration)
    if reason.kind is not Kind.CHECK or not reason.fix:
        return ()
    if reason.id not in known:
        tried = [block.id for block in judged(migration).of(Kind.CHECK) if block.fix]
        worth = reason.id in tried[: min(MOST, 1 + MODULES // (1 + len(migration.before.modules)))]
        known[reason.id] = tuple(_working(migration, reason)) if worth else ()
    return known[reason.id]


@remembered
def _known(migration: Migration) -> dict[str, tuple[Json, ...]]:
    """The remedies found so far, by the id of the block."""
    return {}


def _working(migration: Migration, reason: Reason) -> list[Json]:
    fix = migration.finding(reason.fix)
    return [answer for answer in _answers(migration, fix) if not _blocked(migration, reason, fix, answer)]


def _answers(migration: Migration, fix: Finding) -> list[Json]:
    """What can be answered but is not: the options of a choice, else the default of what was kept."""
    now = migration.answers.get(fix.id)
    if isinstance(fix.question, Choice):
        return [option.value for option in fix.question.options if option.value != now]
    return [fix.default] if fix.default not in (None, now) else []


def _blocked(migration: Migration, reason: Reason, fix: Finding, answer: Json) -> bool:
    """Whether the block is there still, or an answer brings blocks of its own."""
    items = (*migration.decisions.items, Decision(finding=fix.id, answer=answer))
    decisions = migration.decisions.model_copy(update={"items": items})
    tried = verify_migration(migrate(migration.before, migration.device, decisions))
    before = verify_migration(migration)
    blocks = {tried.id(finding) for finding in tried.blocks}
    return reason.id in blocks or not blocks <= {before.id(finding) for finding in before.blocks}
