"""The state of a finding: what it means for the operator, derived from its verdict and from the answers.

What a rule declares (`core.model.findings.Verdict`) says what a finding requires. A state says what is left to do now.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.model.record import record


class Resolution(StrEnum):
    """The outcome for a finding, or for an edit by the operator (the last three), with all answers in force."""

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
    """The five states that an operator sees; every list of findings uses this order.

    `needs-you` is an open question or a block that is not accepted; `confirm` a suggestion in force that gives up data,
    reachability, access or a number of accelerators; `manual` work outside this tool; `changed` a settled finding;
    `advice` one that changes nothing and loses nothing.
    """

    NEEDS_YOU = "needs-you"
    CONFIRM = "confirm"
    MANUAL = "manual"
    CHANGED = "changed"
    ADVICE = "advice"


class Detail(StrEnum):
    """Distinguishes the kinds of findings within a state; empty where a state has one kind only."""

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


status_of = lru_cache(maxsize=None)(Status)
"""The status of a state and a detail, made once: a report asks for it several times for each finding."""


@record
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
    """Derives the state of a finding; None if it is idle or settled by another answer, and is therefore not shown."""
    if resolution is Resolution.IDLE:
        return None
    if resolution is Resolution.OPEN:
        return status_of(State.NEEDS_YOU, Detail.BLOCK if now.blocks else Detail.QUESTION)
    if resolution is not Resolution.APPLIED:
        return _FIXED[resolution]
    if now.decided:
        return status_of(State.CHANGED, Detail.CONFIRMED if now.default else Detail.ANSWERED)
    if now.gives_up:
        return status_of(State.CONFIRM, Detail.NONE)
    if now.changes:
        return status_of(State.CHANGED, Detail.APPLIED)
    if now.unasked:
        return None
    return status_of(State.ADVICE, Detail.NONE) if now.advice else status_of(State.CHANGED, Detail.KEPT)
