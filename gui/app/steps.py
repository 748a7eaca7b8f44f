"""The steps of the wizard: what each is called, the page it has, and what it still needs.

Step list, shortcuts, pages and everything that counts the steps are made from them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from core.text.catalogue import _, plural
from gui.pages.common.page import Step
from gui.widgets.steps.step_list import State
from gui.widgets.steps.step_list import Step as Shown

if TYPE_CHECKING:
    from gui.pages.common.page import Context, Page
    from gui.state.session import Session

    MakePage = Callable[[Context], Page]
    Look = Callable[[Session, str, Collection[int]], Shown]


__all__ = ["STEPS", "Step", "steps_of"]


class Entry(NamedTuple):
    """What belongs to a step in the list: its title, and `look`, how it is shown for an open manifest."""

    title: Callable[[], str]
    look: Look


def steps_of(session: Session, visited: Collection[int]) -> tuple[Shown, ...]:
    """Every step with its state and what it still needs, from the session alone."""
    if session.migration is None:
        return tuple(Shown(STEPS[step].title()) for step in Step)
    return tuple(STEPS[step].look(session, STEPS[step].title(), visited) for step in Step)


def page_types() -> dict[Step, MakePage]:
    """Imports the pages that are made after the first paint."""
    from gui.pages.check.check_page import CheckPage
    from gui.pages.device.device_page import DevicePage
    from gui.pages.export.export_page import ExportPage
    from gui.pages.review.review_page import ReviewPage

    return {Step.DEVICE: DevicePage, Step.REVIEW: ReviewPage, Step.CHECK: CheckPage, Step.EXPORT: ExportPage}


def _import(session: Session, title: str, _visited: Collection[int]) -> Shown:
    return Shown(title, "done", session.name)


def _device(session: Session, title: str, visited: Collection[int]) -> Shown:
    device = session.device
    shares = plural("{count} share", "{count} shares", len(device.shares))
    gpus = plural("{count} GPU", "{count} GPUs", device.gpus)
    return Shown(title, "done" if Step.DEVICE in visited else "todo", f"{gpus}, {shares}")


def _review(session: Session, title: str, visited: Collection[int]) -> Shown:
    from gui.models.findings import waiting

    migration = session.migration
    needed = 0 if migration is None else len(waiting(migration, ("needs-you",)))
    if needed:
        return Shown(title, "attention", plural("{count} needs you", "{count} need you", needed))
    return Shown(title, "done" if Step.REVIEW in visited else "todo")


def _check(session: Session, title: str, visited: Collection[int]) -> Shown:
    """Shows the step with the chip of the verdict, once it is known."""
    from gui.models.headline import headline

    known = session.verdict
    if known is None:
        return Shown(title)
    shown = headline(known)
    state: State = "attention" if known.blocking else "done" if Step.CHECK in visited else "todo"
    return Shown(title, state, shown.short, shown.icon, shown.tone)


def _export(session: Session, title: str, _visited: Collection[int]) -> Shown:
    return Shown(title, "done", _("written")) if session.result is not None else Shown(title)


STEPS: Mapping[Step, Entry] = {
    Step.IMPORT: Entry(lambda: _("Import"), _import),
    Step.DEVICE: Entry(lambda: _("Device"), _device),
    Step.REVIEW: Entry(lambda: _("Review"), _review),
    Step.CHECK: Entry(lambda: _("Check"), _check),
    Step.EXPORT: Entry(lambda: _("Export"), _export),
}
"""What belongs to each step; the order and the numbers are those of `Step`."""
