"""Answers to many findings at once, with a preview. Does not use Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.text.catalogue import _
from gui.models.answers import decision_in_force, value_words
from gui.models.findings import Mask, below_module, module_title, state_of
from gui.models.items_model import Item

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from core.model.base import Json
    from core.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Bulk:
    """Answers by finding id, in the order of the findings; None keeps the original, and `note` says why."""

    answers: dict[str, Json] = field(default_factory=dict)
    note: str = ""


def safe(migration: Migration) -> Bulk:
    """The suggestions in force without an answer that give up neither files nor ports of the old device."""
    waiting = (finding for finding in migration.findings if _suggested(migration, finding))
    return Bulk({finding.id: finding.default for finding in waiting if state_of(migration, finding) != "confirm"})


def accepted(migration: Migration, rule: str) -> Bulk:
    """The suggestion of every finding of a rule that has one, also if it was answered before."""
    return Bulk({finding.id: finding.default for finding in of_rule(migration, rule) if finding.default is not None})


def alike(migration: Migration, like: Finding) -> Bulk:
    """The answer of one finding for every finding of its rule whose question accepts it."""
    from core.migration.answers import answer_fault

    answer = migration.answers.get(like.id)
    if answer is None:
        return Bulk()
    fitting = (finding for finding in of_rule(migration, like.rule) if answer_fault(finding, answer) is None)
    return Bulk({finding.id: answer for finding in fitting})


def kept(migration: Migration, rule: str, note: str) -> Bulk:
    """The original for every finding of a rule, with a note as reason."""
    return Bulk({finding.id: None for finding in of_rule(migration, rule)}, note)


def of_rule(migration: Migration, rule: str) -> list[Finding]:
    """The findings of a rule that can be answered now."""
    return [
        finding
        for finding in migration.findings
        if finding.rule == rule
        and migration.resolution(finding.id) in ("applied", "open", "kept")
        and _answerable(finding)
    ]


def preview(migration: Migration, bulk: Bulk, mask: Mask) -> tuple[Item, ...]:
    """The answers that will be given, one row for each finding below its module; `mask` hides secrets."""
    from core.text.explanations import title

    items: list[Item] = []
    module: str | None = None
    for name in ["", *(module.name for module in migration.before.modules)]:
        for finding_id, answer in bulk.answers.items():
            finding = migration.finding(finding_id)
            if finding.module != name:
                continue
            if module != name:
                module = name
                items.append(Item(f"bulk:{name}", module_title(name), group=True))
            message = below_module(mask(title(finding)), name)
            items.append(Item(finding_id, message, mask(answer_text(finding, answer)), "", "muted", name))
    return tuple(items)


def answer_text(finding: Finding, answer: Json) -> str:
    """An answer in words."""
    if answer is None:
        return _("The original stays")
    return _("Change it as described") if finding.question is None else value_words(finding, answer)


def _answerable(finding: Finding) -> bool:
    return finding.verdict.value in ("auto", "ask") or finding.question is not None


def _suggested(migration: Migration, finding: Finding) -> bool:
    given = decision_in_force(migration, finding.id) is not None
    return migration.resolution(finding.id) == "applied" and finding.default is not None and not given
