"""Every rule and check is proved by faults: what it can ask for or block, a case or a seeded fault shows."""

from __future__ import annotations

import ast

import pytest

from core.checks import CHECKS
from core.checks.base import Check
from core.model.findings import Verdict
from core.rules import RULES
from core.rules.base import Rule
from tests.core.checks import test_checks_mutations as kubernetes
from tests.core.checks import test_vm_mutations as linux_vm
from tests.golden_cases import cases_of
from tests.paths import ROOT
from tests.seeds import SEEDS

SEEDED = {
    *(check for check, _ in (kubernetes.FAULTS | kubernetes.OLD_AGENT_FAULTS | linux_vm.FAULTS).values()),
    *(seed.check for seed in SEEDS),
}
ALARMS = {Verdict.MANUAL, Verdict.BLOCK}


def shown(kind: str, name: str) -> set[Verdict]:
    """The verdicts that the golden page of a rule or check shows."""
    return {found.verdict for case in cases_of(kind, name) for found in case.findings() if found.rule == name}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_that_can_stop_has_a_seeded_fault(check: Check) -> None:
    assert check.id in SEEDED or not ALARMS & shown("checks", check.id), (
        f"{check.id} says manual or block: add a fault to {kubernetes.__name__} or {linux_vm.__name__}"
    )


@pytest.mark.parametrize("kept", [*RULES, *CHECKS], ids=lambda kept: kept.id)
def test_every_verdict_of_the_code_is_shown_by_a_case(kept: Rule | Check) -> None:
    kind = "rules" if isinstance(kept, Rule) else "checks"
    code = ast.parse(ROOT.joinpath("core", kind, f"{kept.id.replace('-', '_')}.py").read_text(encoding="utf-8"))
    names = (node for node in ast.walk(code) if isinstance(node, ast.Attribute))
    said = {Verdict[node.attr] for node in names if isinstance(node.value, ast.Name) and node.value.id == "Verdict"}
    assert said <= shown(kind, kept.id), f"{kept.id}: no golden case shows {said - shown(kind, kept.id)}"
