"""Which findings give up what the original says, where the target reports that."""

from __future__ import annotations

from html import escape

from core.migration.migrate import Migration
from core.model.findings import Finding
from core.model.remembered import remembered
from core.targets.registry import target_of
from core.text import explanations
from core.text.catalogue import _


@remembered
def given_up(migration: Migration) -> frozenset[str]:
    """The ids of findings with a change after which the file does not say what was there; none for other targets."""
    if not target_of(migration.device).words.given_up:
        return frozenset()
    return frozenset(change.finding for change in migration.changes if change.gives_up)


def note_of(migration: Migration, finding_id: str) -> str:
    """What an operator reads at such a finding, as plain text; empty for any other."""
    return _(target_of(migration.device).words.given_up) if finding_id in given_up(migration) else ""


def explained_html(migration: Migration, shown: Finding) -> str:
    """The explanation of a finding, which is masked, as safe HTML; such a note is above it."""
    note = note_of(migration, shown.id)
    return f"<p><b>{escape(note)}</b></p>" * bool(note) + explanations.explanation_html(shown)
