"""A rule about a create option is in its row of the table: otherwise the option is reported twice."""

from __future__ import annotations

import pytest

from core.manifest import pointer as ptr
from core.migration.detect import detect
from core.model import rule_ids
from core.rules import RULES
from tests.golden_cases import cases_of

KEYS = 5
"""A rule that finds more options than this in its cases is about all of them, such as that about types."""


@pytest.mark.parametrize("name", [rule.id for rule in RULES if rule.id != rule_ids.WITHOUT_EFFECT])
def test_no_option_is_reported_by_its_rule_and_as_ignored(name: str) -> None:
    twice, keys = set[str](), set[str]()
    for case in cases_of("rules", name):
        found = detect(case.manifest(), case.device())
        own = {finding.pointer for finding in found if finding.rule == name}
        keys |= {ptr.last(pointer).lower() for pointer in own}
        ignored = {finding.pointer for finding in found if finding.rule == rule_ids.WITHOUT_EFFECT}
        twice |= {ptr.last(pointer) for pointer in own & ignored}
    row = "name the rule in its row of core/docker/options_table.py"
    assert not twice or len(keys) > KEYS, f"{sorted(twice)}: reported by {rule_ids.WITHOUT_EFFECT} too; {row}"
