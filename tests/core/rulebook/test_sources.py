"""Sources of rules and checks: what is missing is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core import rules
from core.rulebook import sources


def test_a_source_that_is_not_in_the_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(rules.RULES[0], source=("DEV-999",))
    monkeypatch.setitem(rules.BY_ID, wrong.id, wrong)
    with pytest.raises(LookupError, match=f"{wrong.id}: source DEV-999 is not in resources/sources.toml"):
        sources.rule_sources.__wrapped__(wrong.id)


def test_what_is_neither_rule_nor_check_has_no_sources() -> None:
    assert sources.rule_sources("hand-edit") == ()


def test_every_source_has_a_grade_that_the_help_can_name() -> None:
    assert {note.grade for note in sources.all_sources().values()} <= {"documentation", "code", "inference"}
