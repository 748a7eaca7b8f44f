"""Manual edits reported like findings, so that a row, the answer pane, the summary and the report can explain them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.edits import manual_edit
from core.edits.manual_edit import InForce, ManualEdit
from core.edits.plan import Layer
from core.manifest import pointer as ptr
from core.migration.ledger import Entry
from core.model.base import Json
from core.model.decisions import Decision, Decisions
from core.model.findings import Finding, Verdict
from core.redaction.redactor import Redactor
from core.text import catalogue, explanations

LONGEST = 200
"""Characters of a value that are reported; the change itself holds all of it."""


class Edited(Protocol):
    """What is explained of a migration here."""

    @property
    def edit_layer(self) -> Layer:
        """The edits carried out, on top of the plan of the rules."""

    @property
    def decisions(self) -> Decisions:
        """The decisions that hold the edits."""

    @property
    def findings(self) -> Sequence[Finding]:
        """The findings of the rules."""

    @property
    def ledger(self) -> Sequence[Entry]:
        """What became of each value, with the change behind it."""

    @property
    def redactor(self) -> Redactor:
        """Masks what is explained."""


@dataclass(frozen=True, slots=True)
class ExplainedEdit:
    """One edit, masked. `state` is edited, stale or refused; `saved` is false for a secret: decisions.json has it not.

    `place` is where it is, below the module, in words; `pointer` is in the original.
    """

    id: str
    op: str
    module: str
    pointer: str
    place: str
    before: Json
    after: Json
    by: str
    when: str | None
    note: str
    state: str
    saved: bool
    wanted: tuple[str, ...] = ()


def explained_edits(migration: Edited) -> tuple[ExplainedEdit, ...]:
    """All edits of a migration in document order of the result, as far as they can be read; then those left out."""
    redactor = migration.redactor
    done = [_done(migration, item, redactor) for item in migration.edit_layer.done]
    states = migration.edit_layer.resolutions
    others = ((item, edit) for item, edit in manual_edit.given(migration.decisions) if states[item.finding] != "edited")
    return (*done, *(_left_out(item, edit, states[item.finding], redactor) for item, edit in others))


def findings(migration: Edited) -> tuple[Finding, ...]:
    """The edits as findings of a rule of their own, with everything its page says in their facts."""
    reasons = migration.edit_layer.refused
    redactor = migration.redactor
    return tuple(_finding(item, redactor.text(reasons.get(item.id, ""))) for item in explained_edits(migration))


def secret(edit: ManualEdit, redactor: Redactor) -> bool:
    """Whether the value of an edit is left out of what is saved."""
    return redactor.is_secret(edit.value, edit.key)


def place_words(pointer: str) -> str:
    """A pointer within a module as people say it: the keys below the create options, or from the settings on."""
    return "/".join(ptr.split(pointer.removeprefix("/settings/createOptions") or pointer))


def _done(migration: Edited, item: InForce, redactor: Redactor) -> ExplainedEdit:
    edit = item.edit
    return ExplainedEdit(
        edit.id,
        edit.op,
        edit.module,
        migration.edit_layer.before(item.place),
        redactor.text(place_words(edit.pointer)),
        redactor.value(item.before, edit.key),
        redactor.value(edit.value, edit.key),
        redactor.text(item.decision.by),
        item.decision.when,
        redactor.text(item.decision.note),
        "edited",
        not secret(edit, redactor),
        tuple(dict.fromkeys(_wanted(migration, item, redactor))),
    )


def _wanted(migration: Edited, item: InForce, redactor: Redactor) -> Iterator[str]:
    """Titles of the findings that changed the same value, or one around it."""
    known = {finding.id: finding for finding in migration.findings}
    places = migration.edit_layer.before(item.place), migration.edit_layer.result_place(item)
    for entry in migration.ledger:
        if entry.change is None or entry.change.op == "rename":
            continue
        changed = (entry.pointer, entry.after_pointer if entry.kind != "removed" else entry.pointer)
        if any(f"{place}/".startswith(f"{at}/") for place, at in zip(places, changed, strict=True)):
            yield redactor.text(explanations.title(known[entry.finding]))


def _left_out(item: Decision, edit: ManualEdit | None, state: str, redactor: Redactor) -> ExplainedEdit:
    if edit is None:
        where = redactor.text(item.finding)
        return ExplainedEdit(item.finding, "set", "", "", where, None, None, item.by, item.when, "", state, True)
    value, place = redactor.value(edit.value, edit.key), redactor.text(place_words(edit.pointer))
    by, note, saved = redactor.text(item.by), redactor.text(item.note), not secret(edit, redactor)
    return ExplainedEdit(edit.id, edit.op, edit.module, "", place, None, value, by, item.when, note, state, saved)


def _finding(item: ExplainedEdit, reason: str) -> Finding:
    tags = {"note": bool(item.note), "wanted": bool(item.wanted), "secret": not item.saved}
    facts = {
        "module": item.module or catalogue._("Deployment"),
        "place": item.place,
        "variant": item.op if item.state == "edited" else item.state,
        "before": written(item.before),
        "after": written(item.after),
        "by": item.by if item.by not in ("", "operator") else catalogue._("You"),
        "note": item.note,
        "wanted": "; ".join(item.wanted),
        "reason": reason.rstrip("."),
        "tags": [word for word, says in tags.items() if says],
    }
    subject = item.id.removeprefix(f"{manual_edit.RULE}/{item.module}/")
    return Finding(
        rule=manual_edit.RULE,
        module=item.module,
        subject=subject,
        pointer=item.pointer,
        verdict=Verdict.NOTE,
        facts=facts,
    )


def written(value: Json) -> str:
    """A value as JSON on one line, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
