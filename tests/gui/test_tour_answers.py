"""The tour answers every kind of question, also one that takes only a text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from core.migration.detect import detect
from core.model.questions import Text
from core.rules import RULES
from core.rules.base import Rule
from gui.tour.answers import EXAMPLES
from tests.golden_cases import cases_of, expand
from tests.robot import Robot

PORTS = {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80"}]}}}


def test_a_question_for_a_text_is_answered(robot: Robot, tmp_path: Path) -> None:
    site = tmp_path / "site.json"
    before = {name: {"createOptions": PORTS} for name in ("reporter", "gateway")}
    site.write_text(json.dumps(expand(before)), encoding="utf-8")
    robot.open(site)
    robot.next()
    robot.click("runtimeVm")
    robot.next()
    assert robot.session.open_questions()
    robot.answer_open()
    assert not robot.session.open_questions()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_question_for_a_text_has_an_example(rule: Rule) -> None:
    for case in cases_of("rules", rule.id):
        for finding in detect(case.manifest(), case.device()):
            question = finding.question
            if isinstance(question, Text) and finding.rule == rule.id:
                texts = (question.unchanged, question.default, *EXAMPLES)
                assert any(text and re.fullmatch(question.pattern or ".+", text) for text in texts), question.pattern
