"""Answers: the operator's where valid, else the default; what is left open is named."""

from __future__ import annotations

from typing import Any

import pytest

from core.migration import answers
from core.migration.answers import answer_fault, resolve, under_present_ids
from core.model.decisions import Decision, Decisions
from core.model.findings import Finding, Verdict, seen_hash
from core.model.questions import Choice, Number, Option, Question, Text

CHOICE = Choice(
    options=(Option(value="a", title="A"), Option(value=True, title="T")),
    default="a",
    other_allowed=True,
    other_pattern="x+",
)


def finding(subject: str = "s", **more: Any) -> Finding:
    return Finding(**{"rule": "r", "module": "m", "subject": subject, "pointer": "", "verdict": Verdict.ASK, **more})


def state(item: Finding, *decisions: Decision, others: tuple[Finding, ...] = ()) -> str:
    return resolve([item, *others], Decisions(items=decisions)).resolutions[item.id]


@pytest.mark.parametrize(
    ("question", "good", "bad"),
    [
        (CHOICE, ["a", True, "xx"], ["b", 1, "xy", 5]),
        (Number(low=0, high=2), [0, 2], [3, -1, "1", True, 1.0]),
        (Text(pattern="[a-z]+"), ["ab"], ["A", "", 5]),
        (Text(), ["", "any\nthing"], [5]),
        (None, [True], [False, "yes"]),
    ],
)
def test_only_answers_of_the_question_are_taken(question: Question | None, good: list[Any], bad: list[Any]) -> None:
    asked = finding(question=question)
    assert [answer for answer in good if answer_fault(asked, answer) is not None] == []
    assert [answer for answer in bad if answer_fault(asked, answer) is None] == []


@pytest.mark.parametrize(
    ("verdict", "question", "decision", "expected"),
    [
        (Verdict.ASK, CHOICE, None, "applied"),
        (Verdict.ASK, Number(low=0, high=1), None, "open"),
        (Verdict.ASK, Number(low=0, high=1), Decision(finding="r/m/s", answer=1), "applied"),
        (Verdict.ASK, Number(low=0, high=1), Decision(finding="r/m/s", answer=9), "open"),
        (Verdict.ASK, CHOICE, Decision(finding="r/m/s", note="no"), "kept"),
        (Verdict.AUTO, None, None, "applied"),
        (Verdict.AUTO, None, Decision(finding="r/m/s", note="no"), "kept"),
        (Verdict.BLOCK, None, None, "open"),
        (Verdict.BLOCK, None, Decision(finding="r/m/s", answer=True), "open"),
        (Verdict.BLOCK, None, Decision(finding="r/m/s", answer=True, note="known"), "accepted"),
        (Verdict.NOTE, None, None, "note"),
        (Verdict.MANUAL, None, Decision(finding="r/m/s", answer=True), "manual"),
    ],
)
def test_states(verdict: Verdict, question: Question | None, decision: Decision | None, expected: str) -> None:
    decisions = () if decision is None else (decision,)
    assert state(finding(verdict=verdict, question=question), *decisions) == expected


def test_what_depends_on_a_kept_finding_is_idle_in_chains() -> None:
    first = finding(verdict=Verdict.AUTO)
    second = finding("t", verdict=Verdict.AUTO, depends=(first.id,))
    third = finding("u", question=Number(low=0, high=1), depends=(second.id,))
    resolved = resolve([third, second, first], Decisions(items=(Decision(finding=first.id),)))
    assert (resolved.resolutions[second.id], resolved.resolutions[third.id]) == ("idle", "idle")
    assert resolved.open == [] and resolved.answers == {}


def test_a_seen_of_an_earlier_version_is_not_compared() -> None:
    """Its hash held prose and verdict, too: a better text would have made every answer stale."""
    asked = finding(question=CHOICE)
    earlier = Decision(finding=asked.id, answer=True, seen="b9e7bb1ed218bbcb")
    assert resolve([asked], Decisions(items=(earlier,))).answers == {asked.id: True}


def test_seen_is_of_facts_and_options_and_not_of_texts() -> None:
    asked = finding(question=CHOICE)
    reworded = CHOICE.model_copy(
        update={"options": tuple(option.model_copy(update={"title": "Better"}) for option in CHOICE.options)}
    )
    fewer = CHOICE.model_copy(update={"options": CHOICE.options[:1]})
    assert seen_hash(asked) == seen_hash(finding(question=reworded))
    assert seen_hash(asked) != seen_hash(finding(question=fewer))
    assert seen_hash(asked) != seen_hash(finding(question=CHOICE, facts={"new": 1}))


def test_stale_answers_are_named_and_not_used() -> None:
    asked = finding(question=CHOICE)
    seen = Decision(finding=asked.id, answer=True, seen=seen_hash(asked))
    assert resolve([asked], Decisions(items=(seen,))).answers == {asked.id: True}
    other = resolve(
        [finding(question=CHOICE, facts={"new": 1})], Decisions(items=(seen, Decision(finding="gone/m/s", answer=1)))
    )
    assert other.stale == [asked.id, "gone/m/s"]
    assert other.answers == {asked.id: "a"}


def test_an_invalid_answer_is_a_problem_and_leaves_the_question_open() -> None:
    asked = finding(question=CHOICE)
    resolved = resolve([asked], Decisions(items=(Decision(finding=asked.id, answer="zz"),)))
    assert resolved.open == [asked.id]
    assert '"zz"' in resolved.problems[0]


def test_a_decision_made_under_a_former_id_of_its_rule_stays_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(answers.PRESENT_IDS, "oldest", "r")
    found = finding(question=CHOICE)
    given = Decisions(
        items=(Decision(finding="oldest/m/s", answer="xx"), Decision(finding="elsewhere/m/s", answer=True))
    )
    present = under_present_ids(given)
    assert [item.finding for item in present.items] == ["r/m/s", "elsewhere/m/s"]
    assert resolve([found], present).answers == {"r/m/s": "xx"}
    assert resolve([found], present).stale == ["elsewhere/m/s"]


def test_a_risk_accepted_under_a_former_id_of_its_check_stays_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(answers.PRESENT_IDS, "oldest", "c")
    given = Decisions(items=(Decision(finding="check/oldest/m/s", answer=True, note="known"),))
    assert [item.finding for item in under_present_ids(given).items] == ["check/c/m/s"]
