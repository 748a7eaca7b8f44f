"""How each step stands: done, to do, needs you; worked out from the session alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from core.text.catalogue import _, plural
from gui.widgets.steps.step_list import State
from gui.widgets.steps.step_list import Step as Shown

if TYPE_CHECKING:
    from gui.state.session import Session

IMPORT, DEVICE, REVIEW, CHECK, SUMMARY, EXPORT = range(6)


def steps_of(session: Session, visited: Collection[int]) -> tuple[Shown, ...]:
    """The six steps with their state and what they still want."""
    titles = (_("Import"), _("Device"), _("Review"), _("Check"), _("Summary"), _("Export"))
    migration = session.migration
    if migration is None:
        return tuple(Shown(title) for title in titles)
    blocks = len(session.blocking())
    questions = session.questions()
    shares = plural("{count} share", "{count} shares", len(migration.device.shares))
    gpus = plural("{count} GPU", "{count} GPUs", migration.device.gpus)
    asked = plural("{count} question", "{count} questions", questions)
    blocked = plural("{count} blocks the export", "{count} block the export", blocks)
    return (
        Shown(titles[IMPORT], "done", session.name),
        Shown(titles[DEVICE], "done" if DEVICE in visited else "todo", f"{gpus}, {shares}"),
        Shown(titles[REVIEW], "attention", asked) if questions else Shown(titles[REVIEW], _seen(REVIEW, visited)),
        Shown(titles[CHECK], "attention", blocked)
        if blocks
        else Shown(titles[CHECK], _seen(CHECK, visited, questions)),
        Shown(titles[SUMMARY], _seen(SUMMARY, visited, questions + blocks)),
        Shown(titles[EXPORT], "done", _("written")) if session.result is not None else Shown(titles[EXPORT]),
    )


def _seen(step: int, visited: Collection[int], hindered: int = 0) -> State:
    return "done" if step in visited and not hindered else "todo"
