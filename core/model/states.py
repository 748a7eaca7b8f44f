"""States: what a finding means for the operator, derived from what became of it.

What a rule declares (`core.model.findings.Verdict`) says what a finding asks. A state says what is left of it now.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Resolution(StrEnum):
    """What became of a finding, or of an edit by the operator (the last three), once all answers are in force."""

    OPEN = "open"
    APPLIED = "applied"
    KEPT = "kept"
    IDLE = "idle"
    ACCEPTED = "accepted"
    MANUAL = "manual"
    NOTE = "note"
    EDITED = "edited"
    STALE = "stale"
    REFUSED = "refused"


class State(StrEnum):
    """The five states an operator sees, what needs someone first. Everything that lists findings keeps this order.

    `needs-you` an open question or a block that no one accepted; `confirm` a suggestion in force that gives up data,
    reachability, access or a count of accelerators; `manual` work outside this tool; `changed` settled;
    `advice` nothing changes and nothing is lost.
    """

    NEEDS_YOU = "needs-you"
    CONFIRM = "confirm"
    MANUAL = "manual"
    CHANGED = "changed"
    ADVICE = "advice"


class Detail(StrEnum):
    """Which kind of its state a finding is in; empty where there is one kind only."""

    NONE = ""
    QUESTION = "question"
    BLOCK = "block"
    STALE = "stale"
    REFUSED = "refused"
    APPLIED = "applied"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    KEPT = "kept"
    EDITED = "edited"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Status:
    """A state and its detail; `core.text.states` has the icon and the word for each."""

    state: State
    detail: Detail = Detail.NONE


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a state depends on beside the resolution.

    `blocks`: the finding is a block. `decided`: there is a valid answer of the operator; `default`: it is the default.
    `changes`: the answer in force changes the manifest. `gives_up`: it gives something up.
    `advice`: the rule is on the closed list of those that may only advise. `unasked`: the rule changes it without a
    question, so that without a change another answer has settled the matter.
    """

    blocks: bool = False
    decided: bool = False
    default: bool = False
    changes: bool = False
    gives_up: bool = False
    advice: bool = False
    unasked: bool = False


_FIXED = {
    Resolution.KEPT: Status(State.CHANGED, Detail.KEPT),
    Resolution.ACCEPTED: Status(State.MANUAL, Detail.ACCEPTED),
    Resolution.MANUAL: Status(State.MANUAL),
    Resolution.NOTE: Status(State.ADVICE),
    Resolution.EDITED: Status(State.CHANGED, Detail.EDITED),
    Resolution.STALE: Status(State.NEEDS_YOU, Detail.STALE),
    Resolution.REFUSED: Status(State.NEEDS_YOU, Detail.REFUSED),
}


def derive(resolution: Resolution, now: Circumstances) -> Status | None:
    """The state of a finding; None for one that is idle or settled by another answer, which is not shown."""
    if resolution is Resolution.IDLE:
        return None
    if resolution is Resolution.OPEN:
        return Status(State.NEEDS_YOU, Detail.BLOCK if now.blocks else Detail.QUESTION)
    if resolution is not Resolution.APPLIED:
        return _FIXED[resolution]
    if now.decided:
        return Status(State.CHANGED, Detail.CONFIRMED if now.default else Detail.ANSWERED)
    if now.gives_up:
        return Status(State.CONFIRM)
    if now.changes:
        return Status(State.CHANGED, Detail.APPLIED)
    if now.unasked:
        return None
    return Status(State.ADVICE) if now.advice else Status(State.CHANGED, Detail.KEPT)
