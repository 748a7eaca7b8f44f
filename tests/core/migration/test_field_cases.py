"""Whole manifests with faults found in the field: what is found, what is done, what stops, and what `verify` says."""

from __future__ import annotations

import pytest

from core.manifest.read import read_again
from core.migration.migrate import migrate
from core.model import rule_ids
from core.model.decisions import Decisions
from tests.contradictions import contradictions, worsened
from tests.golden_cases import Case, cases

CASES = cases("cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    result = case.migrated()
    assert result.problems == ()
    assert result.stale == ()
    assert case.written(result) == case.section.text, "if it is meant: make goldens"
    file = case.section.after_file
    if file is not None:
        assert (file.read_bytes() if file.is_file() else None) == case.after(result), "if it is meant: make goldens"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_keeps_the_promises(case: Case) -> None:
    assert contradictions(case.manifest(), case.device()) == []
    assert worsened(case.manifest(), case.device()) == []
    first = migrate(case.manifest(), case.device(), Decisions())
    again = migrate(case.targeted(read_again(first.before, first.output())), case.device(), Decisions())
    assert again.output() == first.output()


def test_an_update_is_no_matter_for_a_module_that_leaves_the_host_network() -> None:
    found = next(case for case in CASES if case.name == f"{rule_ids.ON_HOST_NETWORK}/runtime-and-driver").migrated()
    assert found.status(f"{rule_ids.STRATEGY}/edgeAgent/strategy") is None
    assert found.status(f"{rule_ids.STRATEGY}/customdriver/strategy") is not None
