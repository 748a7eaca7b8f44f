"""The same fact is graded alike by a rule and by the check that sees it on the result."""

from __future__ import annotations

import pytest

from core.migration.migrate import migrate
from core.migration.verify import fixes, verify_migration
from core.model.decisions import Decisions
from core.model.findings import Verdict
from tests.golden_cases import Case, cases

GRADES = (Verdict.NOTE, Verdict.MANUAL, Verdict.BLOCK)
OTHER_FACTS = {
    ("system-image", "option-ignored"): "which image to take, and that the agent for Kubernetes keeps its own",
    ("external-addresses", "addresses-needed"): "addresses as the file came in, and those of the result",
}
"""Pairs at one place that report two facts."""


def disagreements(case: Case) -> list[str]:
    migration = migrate(case.manifest(), case.device(), Decisions())
    verification = verify_migration(migration)
    same = fixes(migration, verification)
    found: list[str] = []
    for check in verification.findings:
        rule = migration.finding(same[check.id]) if check.id in same else None
        if rule is None or rule.question is not None or rule.verdict not in GRADES:
            continue
        at_one_place = migration.plan.moved(rule.pointer) == check.pointer
        if at_one_place and rule.verdict != check.verdict and (rule.rule, check.rule) not in OTHER_FACTS:
            found.append(f"{rule.id} {rule.verdict}, {verification.id(check)} {check.verdict}")
    return found


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_rules_and_checks_grade_the_same_fact_alike(platform: str) -> None:
    assert {
        case.name: found
        for case in (*cases(), *cases("checks"))
        if case.device().platform == platform and (found := disagreements(case))
    } == {}
