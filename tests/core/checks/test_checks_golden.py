"""Every check against its golden cases: what it finds in a result, and what it leaves alone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from core.checks import CHECKS, COVERS
from core.checks.base import Check
from core.model.findings import Finding, Verdict
from core.rulebook import sources
from core.rules import RULES
from core.targets.kubernetes.reasons import DROPS, REFUSALS
from core.text import explanations, pages
from tests.golden_cases import Case, cases

CASES = cases("checks")
HEADINGS = ("What we found", "Why it matters", "What to do", "If you change nothing")
NEVER_REPORTED = {"one-claim", "api-value"}
"""What another check tells from both sides (share-modes), and what no manifest leads to."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    """The page shows what the check finds; every finding is a note, manual work or a block, and its texts are whole."""
    found = case.verified()
    assert case.checked(found) == case.section.text, "if it is meant: make goldens"
    for finding in found:
        assert finding.verdict in (Verdict.NOTE, Verdict.MANUAL, Verdict.BLOCK) and finding.question is None, finding.id
        for text in _texts(finding):
            assert text.strip()
            assert not re.search(r"\{[a-z_]+\}", re.sub(r"\$\{[^}]*\}", "", text)), (finding.id, text)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_check_has_cases_prose_and_sources(check: Check) -> None:
    mine = [case for case in CASES if case.rule == check.id]
    assert len(mine) >= 3, f"{check.id} needs three golden cases"
    assert any(case.finds for case in mine), f"{check.id}: no golden case shows a finding"
    assert any(not case.finds for case in mine), f"{check.id}: no golden case shows where nothing is found"
    assert [source.id for source in sources.rule_sources(check.id)] == list(check.source)


def test_checks_cover_rules() -> None:
    assert COVERS.keys() <= {check.id for check in CHECKS}
    assert {rule for covered in COVERS.values() for rule in covered} <= {rule.id for rule in RULES}


def test_ids_of_rules_and_checks_differ() -> None:
    ids = [*(rule.id for rule in RULES), *(check.id for check in CHECKS)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("table", [REFUSALS, DROPS], ids=["refusals", "drops"])
def test_every_reason_is_reported_by_a_check(table: Any) -> None:
    reported_somewhere: set[str] = set(NEVER_REPORTED)
    for check in CHECKS:
        module = __import__(f"core.checks.{check.id.replace('-', '_')}", fromlist=["run"])
        reported_somewhere.update(*(getattr(module, name, ()) for name in ("CODES", "REFUSED", "LOST", "STOPPING")))
    assert set(table) <= reported_somewhere


def _texts(finding: Finding) -> list[str]:
    page = explanations.sections(finding)
    assert tuple(heading for heading, _ in page) == HEADINGS, finding.id
    assert json.dumps(finding.facts)
    return [
        explanations.title(finding),
        *(body for _, body in page),
        *(body for _, body in pages.page(finding.rule, "en").markdown(finding.facts)),
    ]
