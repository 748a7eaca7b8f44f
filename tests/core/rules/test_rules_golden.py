"""Every rule against its golden cases: what it finds, what it changes, and that it does so once and for all."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from core.manifest import pointer as ptr
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decisions
from core.model.findings import Finding
from core.model.questions import Choice
from core.rulebook import sources
from core.rules import RULES
from core.text import explanations, pages
from tests.core.migration.test_grades import differing
from tests.golden_cases import Case, cases
from tests.reported_twice import reported_twice
from tests.sampling import sampled

CASES = cases()
HEADINGS = ("What we found", "Why it matters", "What we change", "Your choice", "If you keep the original")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    with case.alone():
        result = case.migrated()
        assert result.problems == ()
        assert result.stale == ()
        assert case.written(result) == case.section.text, "if it is meant: make goldens"
        check_file(case, result)
        assert result.after().tree == result.tree
        check_accounted(result)
        check_again(case, result)


@pytest.mark.parametrize("case", sampled(CASES, 3), ids=lambda case: case.name)
def test_case_with_all_rules(case: Case) -> None:
    result = case.migrated()
    assert result.problems == ()
    check_accounted(result)
    check_texts(result)
    check_reported_once(result)
    assert differing(result) == [], "rules and checks grade the same fact differently"
    check_rest(case, result)


def check_rest(case: Case, result: Migration) -> None:
    """Defaults come to rest at once; another answer (a port published after all) may make one more rule speak up."""
    if case.answers:
        result = migrate(case.targeted(read(result.output(), "site.json")), case.device(), Decisions())
    check_again(case, result)


def check_texts(result: Migration) -> None:
    """Every text of a finding is filled in."""
    for finding in result.findings:
        for text in _texts(finding):
            assert text.strip()
            assert not re.search(r"\{[a-z_]+\}", re.sub(r"\$\{[^}]*\}|\{\{[^}]*\}\}|#\{[^}]*\}#", "", text)), text


def check_reported_once(result: Migration) -> None:
    pairs = sorted(reported_twice(result))
    assert not pairs, "; ".join(
        f"{rule} and {check} report one place: add {rule!r} to COVERS[{check!r}] in core/checks/__init__.py, "
        "or the pair to DIFFERENT_MATTERS in tests/reported_twice.py if the operator needs both"
        for check, rule in pairs
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_cases_prose_and_sources(rule: Any) -> None:
    mine = [case for case in CASES if case.rule == rule.id]
    assert len(mine) >= 3, f"{rule.id} needs three golden cases: changes, stays, already migrated"
    assert {source.id for source in sources.rule_sources(rule.id)} == set(rule.source)
    assert any(case.finds for case in mine), f"{rule.id}: no golden case shows a finding"
    assert any(not case.finds for case in mine), f"{rule.id}: no golden case shows where nothing is found"


def check_file(case: Case, result: Migration) -> None:
    """A whole manifest comes out byte for byte as the file beside it."""
    after, file = case.after(result), case.section.after_file
    if file is not None:
        assert (file.read_bytes() if file.is_file() else None) == after, "if it is meant: make goldens"


def check_accounted(result: Migration) -> None:
    """Every value that differs, on either side, lies at, above or below a place of the ledger."""
    entries = [entry for entry in result.ledger if entry.kind != "kept"]
    before = {entry.pointer for entry in entries}
    after = {entry.after_pointer for entry in entries}
    kept: set[str] = set()
    for pointer, value in _leaves(result.before.tree):
        if not _under(pointer, before):
            moved = result.plan.moved(pointer)
            assert ptr.resolve(result.tree, moved) == value, pointer
            kept.add(moved)
    for pointer, _ in _leaves(result.tree):
        assert pointer in kept or _under(pointer, after), pointer


def _leaves(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    if not isinstance(value, (dict, list)) or not value:
        return [(pointer, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, item in items for leaf in _leaves(item, ptr.join(pointer, key))]


def _under(pointer: str, places: set[str]) -> bool:
    return any(
        pointer == place or pointer.startswith(place + "/") or place.startswith(pointer + "/") for place in places
    )


def check_again(case: Case, result: Migration) -> None:
    """The result migrates to itself: with the same answers where they are still asked for, else the defaults.

    A case with `once` has an answer that means what it says each time: its result rests with the defaults.
    """
    again = case.targeted(read(result.output(), "site.json"))
    second = migrate(again, case.device(), Decisions())
    known = {finding.id for finding in second.findings}
    items = () if case.once else tuple(i for i in case.decisions().items if i.finding in known)
    if items:
        second = migrate(again, case.device(), Decisions(items=items))
    assert second.output() == result.output(), [change.finding for change in second.changes]


def _texts(finding: Finding) -> list[str]:
    page = explanations.sections(finding)
    assert tuple(heading for heading, _ in page) == HEADINGS
    texts = [
        explanations.title(finding),
        *(body for _, body in page),
        *(body for _, body in pages.page(finding.rule, "en").markdown(finding.facts)),
    ]
    if isinstance(finding.question, Choice):
        for option in finding.question.options:
            texts += [explanations.option_title(finding, option), explanations.option_consequence(finding, option)]
    if finding.default is not None and finding.question is not None:
        texts.append(explanations.default_reason(finding))
    assert json.dumps(finding.facts)
    return texts
