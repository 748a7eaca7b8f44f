"""The same fact is graded alike by a rule and by the check that sees it on the result."""

from __future__ import annotations

import json
from typing import Literal

import pytest

from core.docker import options_table as table
from core.docker.options import Place
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verify import fixes, verify_migration
from core.model import rule_ids
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import Verdict
from tests.golden_cases import cases, expand
from tests.sampling import sampled

GRADES = (Verdict.NOTE, Verdict.MANUAL, Verdict.BLOCK)
OTHER_FACTS = {
    (
        rule_ids.AGENT_OR_HUB_IMAGE,
        "option-ignored",
    ): "which image, and that the agent for Kubernetes keeps its own",
    (
        rule_ids.VOLUMES_OPTION,
        "option-ignored",
    ): "data that is lost with the container, and that the agent skips the option",
    (rule_ids.ADDRESSES, "addresses-needed"): "addresses as the file came in, and those of the result",
}
"""Pairs at one place that report two facts."""


def differing(migration: Migration) -> list[str]:
    """Findings of a rule and of a check about one place that have different verdicts."""
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
    """Without answers; the cases of rules that have none are in test_rules_golden."""
    asked = (*(case for case in cases() if case.answers), *cases("checks"))
    assert {
        case.name: found
        for case in asked
        if case.device().platform == platform
        and (found := differing(migrate(case.manifest(), case.device(), Decisions())))
    } == {}


ODD = (None, "", 0, False, [], {}, "x", True, 1.5, ["x"], [None], {"x": "y"}, "${X}", "container:web")
READ = [option.name for option in (*table._HOST, *table._TOP) if option.name != "HostConfig"]


@pytest.mark.parametrize("profile", sampled(["beta15", "beta12", "beta8"], every=3))
def test_odd_values_of_every_option_are_graded_alike(profile: Literal["beta8", "beta12", "beta15"]) -> None:
    """One module for each value, so that all options are seen with all of them."""
    found: list[str] = []
    for name in READ:
        inside = table.find(Place.HOST, name) is not None
        modules = {
            f"m{index}": {"createOptions": {"HostConfig": {name: value}} if inside else {name: value}}
            for index, value in enumerate(ODD)
        }
        manifest = read(json.dumps(expand(modules)).encode(), "site.json")
        found += differing(migrate(manifest, Device(profile=profile), Decisions()))
    assert found == []
