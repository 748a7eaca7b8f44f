"""Customer, site, engineer and ticket: optional, saved with the answers, undoable, in the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from gui.pages.common.page import Step
from tests.robot import Robot

pytestmark = pytest.mark.gui


def _ready(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(2)
    robot.answer_open()
    robot.go(Step.EXPORT)


def _written(robot: Robot, folder: Path) -> dict[str, object]:
    robot.type("exportFolder", str(folder))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    found: dict[str, object] = json.loads((folder / "decisions.json").read_text(encoding="utf-8"))
    return found


def test_the_head_can_be_undone_and_is_in_decisions_and_report(robot: Robot, sample: Path, tmp_path: Path) -> None:
    _ready(robot, sample)
    robot.type("siteEdit", "Hall 5")
    robot.key("Tab")
    assert robot.session.about.site == "Hall 5"
    robot.click("undoButton")
    assert robot.session.about.site == ""
    assert robot.wizard.export_page.about.entries["site"].text() == ""
    robot.click("redoButton")
    assert robot.wizard.export_page.about.entries["site"].text() == "Hall 5"
    given = {"customer": "Contoso <Steel>", "site": "Hall 4", "engineer": "J. Doe", "ticket": "CHG-17"}
    for key, text in given.items():
        robot.type(f"{key}Edit", text)
    decisions = _written(robot, tmp_path / "out")
    assert decisions["about"] == given
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Contoso &lt;Steel&gt;" in report
    assert "CHG-17" in report


def test_nothing_given_is_nothing_asked(robot: Robot, sample: Path, tmp_path: Path) -> None:
    _ready(robot, sample)
    decisions = _written(robot, tmp_path / "out")
    assert "about" not in decisions


def test_what_is_still_being_typed_counts(robot: Robot, sample: Path, tmp_path: Path) -> None:
    _ready(robot, sample)
    robot.type("exportFolder", str(tmp_path / "out"))
    robot.key("Alt+T")
    robot.keys("CHG-18")
    robot.key("Alt+X")
    robot.wait_for(lambda: robot.session.result is not None)
    assert robot.session.about.ticket == "CHG-18"


def test_the_head_comes_back_and_only_the_engineer_is_filled_in_next_time(
    new_robot: Callable[[], Robot], sample: Path, tmp_path: Path
) -> None:
    first = new_robot()
    _ready(first, sample)
    assert {item.by for item in first.session.decisions.items} == {"operator"}
    first.type("engineerEdit", "J. Doe")
    first.type("customerEdit", "Contoso Steel")
    first.type("siteEdit", "password=Hunter2Hunter2")
    first.go(Step.CHECK)
    first.close()
    again = new_robot()
    again.click("continueButton")
    again.go(Step.EXPORT)
    assert again.wizard.export_page.about.entries["customer"].text() == "Contoso Steel"
    again.close()
    other = sample.with_name("other.json")
    other.write_text(sample.read_text(encoding="utf-8").replace("heartbeat", "pulse"), encoding="utf-8")
    second = new_robot()
    _ready(second, other)
    assert {item.by for item in second.session.decisions.items} == {"J. Doe"}
    assert second.session.about.engineer == "J. Doe"
    assert second.session.about.customer == ""
    offered = {key: second.find(f"{key}Edit", QLineEdit).completer() for key in ("customer", "site")}
    assert offered["customer"].model().index(0, 0).data() == "Contoso Steel"
    assert offered["site"].model().rowCount() == 0, "what looks like a secret is not kept"
    assert _written(second, tmp_path / "out")["about"] == {
        "customer": "", "site": "", "engineer": "J. Doe", "ticket": ""
    }  # fmt: skip
