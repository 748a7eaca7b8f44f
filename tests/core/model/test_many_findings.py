"""Findings of a generated file: beyond the limits, one of each module says how many more there are."""

from __future__ import annotations

import json

from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import MANY_IN_MODULE, MANY_OF_RULE, Finding, Verdict, numbered
from core.model.questions import Choice, Option
from core.text import explanations
from tests.golden_cases import expand

ASKED = Choice(options=(Option(value="a", title="A", consequence="B"),))


def found(module: str, verdict: Verdict = Verdict.MANUAL, question: Choice | None = None) -> Finding:
    return Finding(rule="r", module=module, subject="s", pointer="/x", verdict=verdict, question=question)


def test_a_subject_that_repeats_has_a_rank() -> None:
    assert [finding.id for finding in numbered([found("a"), found("b"), found("a")])] == ["r/a/s", "r/b/s", "r/a/s~2"]


def test_the_last_of_very_many_says_how_many_more_there_are() -> None:
    result = numbered([found("a")] * (MANY_IN_MODULE + 7) + [found("b")] * 3)
    assert [finding.module for finding in result] == ["a"] * MANY_IN_MODULE + ["b"] * 3
    assert [finding.facts for finding in result if finding.facts] == [{"more": 7}]
    assert result[MANY_IN_MODULE - 1].facts == {"more": 7}


def test_each_module_keeps_one() -> None:
    names = [f"m{number}" for number in range(MANY_OF_RULE)]
    result = numbered([found(name) for name in names for _ in range(2)])
    assert {finding.module for finding in result} == set(names)
    assert len(result) == MANY_OF_RULE + MANY_OF_RULE // 2
    assert sum(finding.facts.get("more", 0) for finding in result) == MANY_OF_RULE // 2


def test_nothing_that_changes_asks_or_blocks_is_left_out() -> None:
    every = [found("a", Verdict.AUTO), found("a", Verdict.BLOCK), found("a", Verdict.ASK, ASKED)] * MANY_IN_MODULE
    assert len(numbered(every)) == len(every)


def test_the_title_says_it() -> None:
    tree = expand({"cam": {}, "$twins": {"cam": {"a": ["${PORT}"] * (MANY_IN_MODULE + 1)}}})
    migration = migrate(read(json.dumps(tree).encode(), "site.json"), Device(), Decisions())
    titles = [explanations.title(finding) for finding in migration.findings]
    assert "cam: ${PORT} in a is not filled in" in titles
    assert "cam: ${PORT} in a is not filled in (and 1 more place)" in titles
