"""Advice: which rules may only advise is a closed list, and nothing on it changes, asks for or finds anything."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verdict import check_statuses
from core.migration.verify import verify_migration
from core.model.decisions import Decisions
from core.model.findings import Verdict
from core.model.states import State, Status
from core.rules import BY_ID, RULES
from tests.core.checks.test_checks_mutations import DEVICE, FAULTS, MUTANTS, encoded, whole
from tests.golden_cases import Case, cases
from tests.sampling import sampled
from tests.shown_findings import shown_findings

ADVISE = {rule.id for rule in RULES if rule.advice}
"""The rules that may advise; docs/rules.md lists them."""
ADVICE = Status(State.ADVICE)


def advice_of(migration: Migration) -> Iterator[str]:
    return (name for name, status in migration.statuses.items() if status == ADVICE)


@pytest.fixture(scope="module")
def golden() -> list[tuple[Case, Migration]]:
    """The golden cases of the rules that advise, and a third of the others: with their answers, and with none."""
    every = cases()
    some = [case for case in every if case.rule in ADVISE] + [case for case in every if case.rule not in ADVISE][::3]
    found = [(case, case.migrated()) for case in some]
    bare = [(case, migrate(case.manifest(), case.device(), Decisions())) for case, _migration in found if case.answers]
    return [*found, *bare]


def test_the_list_is_closed() -> None:
    """One more comes onto it only where leaving everything as it is loses nothing: then raise the number."""
    assert len(ADVISE) == 35


def test_every_rule_of_the_list_advises_somewhere(golden: list[tuple[Case, Migration]]) -> None:
    advising = {migration.finding(name).rule for _case, migration in golden for name in advice_of(migration)}
    assert advising == ADVISE


def test_advice_changes_nothing_and_asks_for_no_manual_step(golden: list[tuple[Case, Migration]]) -> None:
    for case, migration in golden:
        changing = {change.finding for change in migration.changes}
        for name in advice_of(migration):
            finding = migration.finding(name)
            assert name not in changing, (case.name, name)
            assert finding.verdict in (Verdict.NOTE, Verdict.ASK), (case.name, name)
            assert not BY_ID[finding.rule].loses(finding, migration.answers.get(name)), (case.name, name)
            assert BY_ID[finding.rule].form is None or finding.module not in migration.forms, (case.name, name)


@pytest.mark.parametrize(("name", "good"), sampled(MUTANTS, 3))
def test_no_seeded_fault_is_reported_as_advice(name: str, good: Callable[[], dict[str, Any]]) -> None:
    expected, fault = FAULTS[name]
    tree = whole(good())
    fault(tree)
    migration = migrate(read(encoded(tree), "site.json"), DEVICE, Decisions())
    statuses = check_statuses(migration)
    found = [finding.id for finding in verify_migration(migration).findings if finding.rule == expected]
    assert found == [] or any(statuses[finding] != ADVICE for finding in found)


def test_few_findings_are_shown_for_a_module() -> None:
    """Half of the modules of the whole golden manifests have two findings or fewer, advice aside."""
    counts = [
        count
        for case in cases("cases")
        for count in shown_findings(migrate(case.manifest(), case.device(), Decisions()))
    ]
    assert len(counts) >= 50 and statistics.median(counts) <= 2.5
