"""The Check page: one verdict, one list of what is to do, and the risk that is accepted by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.migration.verdict import judged, sentence
from core.migration.verify import joined, verify_migration
from core.model import rule_ids
from gui.pages.check.check_page import CheckPage
from gui.pages.common.page import Step
from gui.pages.common.risk_dialog import RiskDialog
from gui.pages.common.verdict_line import VerdictLine
from tests.golden_cases import expand
from tests.robot import Robot

pytestmark = pytest.mark.gui


def check(robot: Robot) -> CheckPage:
    page = robot.wizard.page(Step.CHECK)
    assert isinstance(page, CheckPage)
    return page


def refused(tmp_path: Path, *modules: str) -> Path:
    """A manifest that no rule objects to and IoT Hub refuses: a number in the twin of each module is too large."""
    path = tmp_path / "site.json"
    env = {"LIMIT": {"value": 10**16}}
    path.write_text(json.dumps(expand({name: {"env": env} for name in modules or ("cam",)})), encoding="utf-8")
    return path


def verdicts(robot: Robot) -> list[str]:
    """What Import, Check and Export say at their tops, and the step list of Check."""
    found = []
    for step in (Step.IMPORT, Step.CHECK, Step.EXPORT):
        robot.go(step)
        found.append(robot.find("verdictLine", VerdictLine).text())
    steps = robot.wizard.side.steps
    return [*found, steps._steps[Step.CHECK].hint]


def test_there_are_five_steps(robot: Robot) -> None:
    titles = [robot.wizard.side.steps.item(row).text() for row in range(robot.wizard.side.steps.count())]
    assert titles == ["Import", "Device", "Review", "Check", "Export"]


def test_the_one_verdict_is_on_import_check_export_and_in_the_step_list(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    assert robot.session.migration is not None
    first = verdicts(robot)
    wanted = sentence(judged(robot.session.migration))
    assert first[:3] == [wanted, wanted, wanted] and wanted.startswith("Not ready: ")
    assert first[3] == f"{len(judged(robot.session.migration).blocking)} need you"
    robot.go(Step.REVIEW)
    robot.answer_open()
    second = verdicts(robot)
    wanted = sentence(judged(robot.session.migration))
    assert second[:3] == [wanted, wanted, wanted] and wanted.startswith("Ready to export")
    robot.go(Step.CHECK)
    robot.key("Ctrl+Z")
    assert robot.says("Not ready: 1 finding needs you.")
    assert robot.wizard.side.steps._steps[Step.CHECK].hint == "1 needs you"
    robot.key("Ctrl+Y")
    assert robot.find("verdictLine", VerdictLine).text() == wanted


def test_the_list_has_what_rules_and_checks_say_each_once(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(Step.CHECK)
    migration, page = robot.session.migration, check(robot)
    assert migration is not None
    entries, verification = page.todo._todo.entries, verify_migration(migration)
    said = joined(migration, verification)
    checks = {verification.id(found) for found in verification.findings if found.verdict.value == "manual"}
    repeated = {verification.id(found) for found in verification.findings if found.id in said}
    assert checks - repeated <= set(entries)
    assert set(migration.open) <= set(entries)
    assert page.tabs.tabText(0) == f"To &do ({len(entries)})"
    robot.choose("todoList", "/etc/localtime")
    assert "/etc/localtime" in page.todo.explanation.prose.toPlainText()


def test_an_entry_of_a_check_leads_to_the_place_of_the_result(robot: Robot, tmp_path: Path) -> None:
    robot.open(refused(tmp_path))
    robot.go(Step.CHECK)
    page = check(robot)
    key = next(entry.key for entry in page.todo._todo.entries.values() if entry.key.startswith("check/"))
    robot.choose("todoList", key)
    robot.key("Return")
    assert robot.page() == "reviewPage"
    assert robot.session.selection.module == page.todo._todo.entries[key].goal.module


def test_a_block_names_the_answer_that_removes_it(robot: Robot, tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    options = {"HostConfig": {"RestartPolicy": {"Name": "unless-stopped"}}}
    path.write_text(json.dumps(expand({"cam": {"createOptions": options}})), encoding="utf-8")
    robot.open(path)
    robot.session.keep(f"{rule_ids.UNREAD_TYPE}/cam/RestartPolicy", "as it was")
    robot.go(Step.CHECK)
    page = check(robot)
    key = next(entry.key for entry in page.todo._todo.entries.values() if entry.remedy)
    robot.choose("todoList", key)
    assert "To fix this, accept the change in" in page.todo.explanation.prose.toPlainText()


def test_a_refused_result_is_stopped_at_the_export_until_someone_takes_it(robot: Robot, tmp_path: Path) -> None:
    robot.open(refused(tmp_path))
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(tmp_path / "out"))
    robot.finish()
    assert robot.session.result is None and robot.page() == "exportPage"
    assert "blocks the export" in robot.banner()
    robot.type("riskReason", "only one of them runs at a time")
    robot.type("riskName", "Kim")
    assert robot.banner() == ""
    assert robot.says("1 risk is accepted")
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    decisions = json.loads((tmp_path / "out" / "decisions.json").read_text(encoding="utf-8"))
    accepted = [item for item in decisions["items"] if item["finding"].startswith("check/")]
    assert [item["by"] for item in accepted] == ["Kim"] and accepted[0]["seen"]
    robot.go(Step.CHECK)
    details = {entry.status.detail for entry in check(robot).todo._todo.entries.values()}
    assert "accepted" in details and "block" not in details


def test_each_block_is_accepted_by_itself_with_the_keyboard(robot: Robot, tmp_path: Path) -> None:
    robot.open(refused(tmp_path, "cam", "press"))
    robot.go(Step.CHECK)
    first, second = robot.session.blocking()
    robot.choose("todoList", f"{rule_ids.SITE_FACTS}//outside-the-file")
    robot.click("riskButton")
    dialog = robot.find("riskDialog", RiskDialog)
    assert dialog.ticks.ticked() == () and robot.focus() is dialog.list
    assert not dialog.accept_button.isEnabled()
    robot.key("Down")
    robot.key("Space")
    assert dialog.ticks.ticked() == (second,) and dialog.accept_button.text() == "&Accept 1 risk"
    assert dialog.ticks.data(dialog.list.currentIndex(), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    robot.type("riskReason", "the number is a sentinel")
    robot.type("riskName", "Kim")
    assert robot.session.blocking() == (first,)
    robot.choose("todoList", first)
    robot.click("riskButton")
    dialog = robot.find("riskDialog", RiskDialog)
    assert dialog.ticks.ticked() == (first,) and not dialog.all.isVisible()
    robot.type("riskReason", "never read")
    robot.type("riskName", "Lee")
    assert robot.session.blocking() == ()
    given = robot.session.decisions.by_finding()
    assert [(given[name].by, given[name].note) for name in (first, second)] == [
        ("Lee", "never read"),
        ("Kim", "the number is a sentinel"),
    ]


def test_all_blocks_can_be_ticked_at_once_and_cleared_by_a_click(robot: Robot, tmp_path: Path) -> None:
    robot.open(refused(tmp_path, "cam", "press"))
    robot.go(Step.CHECK)
    first, second = robot.session.blocking()
    robot.choose("todoList", second)
    robot.click("riskButton")
    dialog = robot.find("riskDialog", RiskDialog)
    assert dialog.ticks.ticked() == (second,)
    robot.click("riskAll")
    assert dialog.ticks.ticked() == (first, second)
    row = dialog.list.visualRect(dialog.ticks.index_of(second))
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert dialog.ticks.ticked() == (first,) and not dialog.all.isChecked()
    robot.click("riskCancelButton")
    assert robot.session.blocking() == (first, second)


def test_a_risk_accepted_of_a_check_is_taken_back_where_it_is_listed(robot: Robot, tmp_path: Path) -> None:
    robot.open(refused(tmp_path))
    robot.go(Step.CHECK)
    (block,) = robot.session.blocking()
    robot.click("riskButton")
    robot.type("riskReason", "only a test")
    robot.type("riskName", "Kim")
    robot.choose("todoList", block)
    assert "Accepted by Kim: only a test" in check(robot).todo.explanation.prose.toPlainText()
    robot.click("takeBackButton")
    assert robot.session.blocking() == (block,)
    assert not check(robot).todo.take_back.isVisible()


def test_a_risk_needs_reason_and_name(robot: Robot, tmp_path: Path) -> None:
    robot.open(refused(tmp_path))
    robot.go(Step.CHECK)
    robot.next()
    assert robot.focus().objectName() == "riskButton"
    robot.key("Space")
    robot.type("riskReason", "")
    robot.click("acceptRiskButton")
    assert robot.session.blocking()
    robot.click("riskCancelButton")
    robot.next()
    assert robot.page() == "checkPage"


def test_a_step_of_an_earlier_version_is_the_last_one(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.wizard.go_to(5)
    robot.settle()
    assert robot.page() == "exportPage"
