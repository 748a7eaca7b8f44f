"""What rules say of themselves to report, run sheet and window is true of what they find."""

from __future__ import annotations

from functools import lru_cache

import pytest

from core.checks import CHECKS
from core.migration.answers import answer_fault
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.model.questions import Choice, Text
from core.rulebook import sources
from core.rules import BY_ID, RULES
from core.rules.base import Rule
from tests.golden_cases import cases_of


@lru_cache(maxsize=128)
def found(name: str) -> tuple[Finding, ...]:
    """What the rule finds in its own golden cases."""
    return tuple(finding for case in cases_of("rules", name) for finding in case.findings() if finding.rule == name)


def rules_with(field: str) -> list[Rule]:
    return [rule for rule in RULES if getattr(rule, field)]


@pytest.mark.parametrize("rule", rules_with("gives_up"), ids=lambda rule: rule.id)
def test_an_answer_that_gives_something_up_is_offered(rule: Rule) -> None:
    questions = [finding.question for finding in found(rule.id)]
    offered = {str(option.value) for asked in questions if isinstance(asked, Choice) for option in asked.options}
    for start in rule.gives_up:
        assert any(value.startswith(start) for value in offered), start


@pytest.mark.parametrize("rule", rules_with("nothing_lost"), ids=lambda rule: rule.id)
def test_where_nothing_is_lost_nothing_is_to_be_confirmed(rule: Rule) -> None:
    spared = [finding for finding in found(rule.id) if finding.facts.get("variant") in rule.nothing_lost]
    assert {finding.facts["variant"] for finding in spared} == {*rule.nothing_lost}
    assert any(finding.default is not None for finding in spared)
    assert not any(rule.loses(finding, finding.default) for finding in spared)


@pytest.mark.parametrize("rule", rules_with("gives_up_count"), ids=lambda rule: rule.id)
def test_a_count_in_place_of_other_accelerators_is_to_be_confirmed(rule: Rule) -> None:
    counted = [finding for finding in found(rule.id) if isinstance(finding.default, (int, str))]
    assert any(finding.verdict is Verdict.ASK and rule.loses(finding, finding.default) for finding in counted)


@pytest.mark.parametrize("rule", rules_with("hint"), ids=lambda rule: rule.id)
def test_a_hint_is_for_an_answer_that_is_typed(rule: Rule) -> None:
    assert any(_typed(finding.question) for finding in found(rule.id))
    assert rule.hint.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_default_answers_its_question(rule: Rule) -> None:
    defaults = [(finding, finding.default) for finding in found(rule.id) if finding.default is not None]
    assert not [finding.id for finding, default in defaults if answer_fault(finding, default) is not None]


def test_every_answer_that_is_typed_has_a_hint() -> None:
    without = [rule.id for rule in RULES if not rule.hint]
    assert not [name for name in without if any(_typed(finding.question) for finding in found(name))]


def _typed(asked: object) -> bool:
    return isinstance(asked, Text) or (isinstance(asked, Choice) and asked.other_allowed)


@pytest.mark.parametrize("rule", [*rules_with("minutes"), *rules_with("needs_export")], ids=lambda rule: rule.id)
def test_minutes_are_of_manual_work(rule: Rule) -> None:
    assert any(finding.verdict is Verdict.MANUAL for finding in found(rule.id))


@pytest.mark.parametrize("rule", rules_with("sources_of"), ids=lambda rule: rule.id)
def test_variants_with_their_own_sources_exist(rule: Rule) -> None:
    assert set(rule.sources_of) == {finding.facts["variant"] for finding in found(rule.id)}
    assert {source for own in rule.sources_of.values() for source in own} == set(rule.source)
    for finding in found(rule.id):
        assert [source.id for source in sources.sources(finding)] == list(rule.sources_of[finding.facts["variant"]])


@pytest.mark.parametrize("rule", rules_with("device_fields"), ids=lambda rule: rule.id)
def test_fields_of_the_device_exist(rule: Rule) -> None:
    assert set(rule.device_fields) <= set(Device.model_fields)


def test_rules_are_found_by_id() -> None:
    assert list(BY_ID) == [rule.id for rule in RULES]


def test_an_id_is_never_used_again() -> None:
    kept = (*RULES, *CHECKS)
    former = [name for each in kept for name in each.formerly]
    assert len({*former, *(each.id for each in kept)}) == len(former) + len(kept)
