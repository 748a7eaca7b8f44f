"""The states an operator sees: each is derived in one way, and looks in one way."""

from __future__ import annotations

import itertools

import pytest

from core.model.states import Circumstances, Detail, Resolution, State, Status, derive
from core.text.catalogue import resource_file
from core.text.states import LOOKS, look, name, order

EVERY = [
    Circumstances(*values)
    for values in itertools.product((False, True), repeat=len(Circumstances.__dataclass_fields__))
]


def test_every_state_that_is_derived_is_in_the_table_and_no_other() -> None:
    derived = {derive(resolution, now) for resolution in Resolution for now in EVERY}
    assert derived == {*LOOKS, None}
    assert {derive(Resolution.IDLE, now) for now in EVERY} == {None}


@pytest.mark.parametrize("status", [*LOOKS, None])
def test_color_never_speaks_alone(status: Status | None) -> None:
    found = look(status)
    assert found.word and len(found.sign) == 1
    assert resource_file("icons", f"{found.icon}.svg").is_file()


def test_states_are_listed_in_one_order() -> None:
    assert [status.state for status in LOOKS] == sorted((s.state for s in LOOKS), key=list(State).index)
    assert sorted(LOOKS, key=order) == list(LOOKS)
    assert len({name(state) for state in State}) == len(State)


def test_a_suggestion_that_gives_something_up_is_to_be_confirmed_until_somebody_does() -> None:
    now = Circumstances(changes=True, gives_up=True)
    assert derive(Resolution.APPLIED, now) == Status(State.CONFIRM)
    confirmed = Circumstances(changes=True, gives_up=True, decided=True, default=True)
    assert derive(Resolution.APPLIED, confirmed) == Status(State.CHANGED, Detail.CONFIRMED)
    answered = Circumstances(changes=True, gives_up=True, decided=True)
    assert derive(Resolution.APPLIED, answered) == Status(State.CHANGED, Detail.ANSWERED)


def test_what_changes_the_manifest_is_never_advice() -> None:
    assert all(derive(Resolution.APPLIED, now) != Status(State.ADVICE) for now in EVERY if now.changes)
    assert all(derive(Resolution.MANUAL, now) != Status(State.ADVICE) for now in EVERY)
    assert all(derive(Resolution.APPLIED, now) != Status(State.ADVICE) for now in EVERY if not now.advice)


def test_what_another_answer_has_settled_is_not_shown() -> None:
    assert derive(Resolution.APPLIED, Circumstances(unasked=True)) is None
    assert derive(Resolution.APPLIED, Circumstances(unasked=True, changes=True)) == Status(
        State.CHANGED, Detail.APPLIED
    )
