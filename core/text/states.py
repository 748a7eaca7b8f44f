"""The table of states in words and icons, for the window, the report and the command line."""

from __future__ import annotations

from typing import NamedTuple

from core.model.states import Detail, State, Status
from core.text.catalogue import N_, _


class Look(NamedTuple):
    """The look of a state: `icon` of resources/icons, `tone` (a color), `sign` (for plain text), the word.

    The word always is beside icon or sign: color never speaks alone.
    """

    icon: str
    tone: str
    sign: str
    word: str


LOOKS = {
    Status(State.NEEDS_YOU, Detail.BLOCK): Look("block", "block", "✕", N_("Blocks the export")),
    Status(State.NEEDS_YOU, Detail.QUESTION): Look("question", "ask", "?", N_("Needs you")),
    Status(State.NEEDS_YOU, Detail.STALE): Look("question", "ask", "?", N_("No longer applies")),
    Status(State.NEEDS_YOU, Detail.REFUSED): Look("block", "block", "✕", N_("Not applied")),
    Status(State.CONFIRM): Look("warning", "ask", "!", N_("To confirm")),
    Status(State.MANUAL): Look("manual", "manual", "☐", N_("Manual step")),
    Status(State.MANUAL, Detail.ACCEPTED): Look("accept", "block", "✕", N_("Risk accepted")),
    Status(State.CHANGED, Detail.APPLIED): Look("done", "ok", "✓", N_("Changed")),
    Status(State.CHANGED, Detail.ANSWERED): Look("done", "ok", "✓", N_("Answered")),
    Status(State.CHANGED, Detail.CONFIRMED): Look("done", "ok", "✓", N_("Confirmed")),
    Status(State.CHANGED, Detail.KEPT): Look("kept", "kept", "=", N_("No change")),
    Status(State.CHANGED, Detail.EDITED): Look("edit", "note", "~", N_("Edited manually")),
    Status(State.ADVICE): Look("info", "note", "i", N_("Advice")),
}
"""Every state of `derive`, in the order of lists of findings."""

IDLE = Look("info", "kept", "–", N_("Not required"))
"""The look of an idle finding, which is in no list but may be in view."""

_ORDER = {status: place for place, status in enumerate(LOOKS)}
_NAMES = {
    State.NEEDS_YOU: N_("Needs you"),
    State.CONFIRM: N_("To confirm"),
    State.MANUAL: N_("Manual steps"),
    State.CHANGED: N_("Changed"),
    State.ADVICE: N_("Advice"),
}


def order(status: Status) -> int:
    """The place of a state in lists; those that need the operator come first."""
    return _ORDER[status]


def look(status: Status | None) -> Look:
    """Icon, tone, sign and word of a state in the current language; for an idle finding that it is not needed."""
    found = IDLE if status is None else LOOKS[status]
    return found._replace(word=_(found.word))


def name(state: State) -> str:
    """The heading for all findings in this state."""
    return _(_NAMES[state])
