"""From the old device to the new one at the window: facts in by paste, export, outputs in by paste, all confirmed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from core.bundle import checksums
from core.bundle.expected_output import ADDRESS
from core.cli.main import main
from core.model.device import Device
from core.targets.registry import target_of
from gui.pages.common.confirm_dialog import confirm_export
from gui.pages.common.confirm_pane import ConfirmPane
from tests.golden_cases import expand
from tests.gui.pages.device.test_robot_device_facts import deployment, paste
from tests.paste_noise import sample as output
from tests.robot import Robot

pytestmark = pytest.mark.gui

Robots = Callable[[], Robot]


def expected(folder: Path) -> str:
    """Pods, services and claims of the bundle, as its run sheet prints them."""
    from core.bundle import expected_output
    from core.report.model import Report

    report = Report.model_validate_json((folder / "report.json").read_text(encoding="utf-8"))
    modules = report.runs.modules
    claims = expected_output.claims(list(dict.fromkeys(claim for workload in modules for claim in workload.shares)))
    text = "\n".join(
        (expected_output.pods([workload.name for workload in modules]), expected_output.services(modules), claims)
    )
    for number in range(61, 61 + text.count(ADDRESS)):
        text = text.replace(ADDRESS, f"10.57.48.{number}", 1)
    return text.replace("-xxxxxxxxxx-xxxxx", "-5b8f7c9d64-qm4tz")


def exported(robot: Robot, sample: Path, folder: Path) -> None:
    robot.open(sample)
    robot.go(1)
    paste(robot, output("role-three-shares.txt") + "\n" + output("gpu-two-idle.txt"))
    paste(robot, deployment())
    robot.next()
    robot.answer_open()
    robot.go(4)
    robot.type("exportFolder", str(folder))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)


def pane(robot: Robot) -> ConfirmPane:
    return next(each for each in robot.wizard.findChildren(ConfirmPane) if each.isVisible())


@pytest.mark.prints
def test_from_facts_to_all_confirmed_with_one_fault_explained(robot: Robot, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(robot, sample, out)
    assert "labelPrinter" in (out / "fpga-site.gpu.json").read_text(encoding="utf-8")
    assert main(["verify", str(out / "fpga-site.gpu.json"), "--device", str(out / "decisions.json")]) == 0
    whole = expected(out)
    broken = whole.replace("2/2     Running", "1/2     CrashLoopBackOff", 1)
    assert broken != whole
    robot.type("oldAddress", "10.57.48.20")
    paste(robot, broken, "confirmOutputText")
    shown = pane(robot)
    assert "Check the end of its log" in shown.next.text()
    states = [row.cells[0] for row in shown.lines.rows]
    assert states.count("wrong") == 1 and states[0] == "wrong" and set(states) == {"wrong", "confirmed"}
    assert "The program ends repeatedly" in shown.lines.rows[0].cells[4]
    paste(robot, whole, "confirmOutputText")
    assert shown.next.text() == "All confirmed. Configure the clients to use these addresses"
    assert {row.cells[0] for row in shown.lines.rows} == {"confirmed"}
    assert any(row.cells[2].startswith("10.57.48.20:") for row in shown.addresses.rows)
    robot.click("copyAddresses")
    assert "10.57.48.20:" in QGuiApplication.clipboard().text()
    _kept(out)


def _kept(out: Path) -> None:
    """The window keeps what `edgeshift confirm` keeps."""
    chapter = json.loads((out / "confirmation.json").read_text(encoding="utf-8"))
    assert chapter["confirmed"] and len(chapter["sources"]) == 2
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["confirmation"] == chapter
    assert "Confirmed on the device" in (out / "report.html").read_text(encoding="utf-8")
    assert (out / "report.pdf").stat().st_size > 10_000
    listed = checksums.listed(out)
    assert all(checksums.untouched(out, name, wanted) for name, wanted in listed.items())
    assert {"confirmation.json", "confirmation.md", "addresses.csv"} <= listed.keys()


def test_a_bundle_opened_later_is_confirmed_there_and_by_another_manifest_no_more(
    new_robot: Robots, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = new_robot()
    exported(first, sample, out)
    first.close()
    robot = new_robot()
    robot.wizard.open_path(out)
    robot.settle()
    assert robot.says("Not confirmed on the device yet.")
    robot.click("confirmExportButton")
    edit = robot.wizard.findChild(QPlainTextEdit, "confirmOutputText")
    assert isinstance(edit, QPlainTextEdit) and edit.hasFocus()
    data = QMimeData()
    data.setText("nothing of this is an output")
    edit.insertFromMimeData(data)
    robot.settle()
    assert "No known output was found" in pane(robot).box.problem.text()
    assert not (out / "confirmation.json").exists()
    data.setText(expected(out))
    edit.insertFromMimeData(data)
    robot.settle()
    assert pane(robot).next.text().startswith("All confirmed")
    robot.click("confirmClose")
    robot.open(sample)
    robot.click("resumeButton")
    robot.go(1)
    robot.type("hubName", "plant7hub")
    robot.click("removeTarget")
    robot.go(2)
    robot.answer_open()
    robot.go(4)
    robot.type("exportFolder", str(out))
    robot.click("forceBox")
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    assert pane(robot).head.text().startswith("Confirmed for an earlier export")
    assert "Deploy and confirm that manifest" in pane(robot).next.text()


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_a_bundle_of_another_platform_asks_for_the_outputs_of_its_own_runtime(
    robot: Robot, sample: Path, tmp_path: Path, platform: str
) -> None:
    out, other = tmp_path / "out", {"kubernetes": "linux-vm", "linux-vm": "kubernetes"}[platform]
    given = tmp_path / "cam.json"
    given.write_text(json.dumps(expand({"edgeAgent": {}, "edgeHub": {}, "cam": {}})), encoding="utf-8")
    assert main(["convert", str(given), "--platform", platform, "--defaults", "--out", str(out)]) == 0
    robot.open(sample)
    robot.session.set_device(robot.session.device.model_copy(update={"platform": other}))
    robot.settle()
    dialog = confirm_export(robot.wizard, robot.wizard.import_page.context, out)
    robot.settle()
    shown, words = pane(robot), target_of(Device.model_validate({"platform": platform})).words
    assert words.outputs in "".join(each.text() for each in shown.findChildren(QLabel))
    assert shown.vm.isVisible() == (platform == "linux-vm")
    dialog.close()
