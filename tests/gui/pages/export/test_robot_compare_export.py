"""An earlier export in the chosen folder: what this one would change is shown before it is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit

from core.model import rule_ids
from gui.pages.common.page import Step
from tests.robot import Robot

pytestmark = pytest.mark.gui


def shown(robot: Robot) -> str:
    robot.click("compareButton")
    dialog = next(
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.objectName() == "compareDialog" and widget.isVisible()
    )
    body = dialog.findChild(QPlainTextEdit, "compareText")
    assert isinstance(body, QPlainTextEdit)
    text = body.toPlainText()
    dialog.reject()
    return text


def test_what_differs_from_the_export_that_is_there(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.open(sample)
    robot.go(2)
    robot.answer_open()
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(tmp_path / "out"))
    assert not robot.wizard.export_page.pane.earlier.isVisible()
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    robot.session.decide(f"{rule_ids.SERVICE}/dashboard/service", "cluster")
    robot.settle()
    robot.type("exportFolder", str(tmp_path / "out"))
    assert robot.wizard.export_page.pane.earlier.isVisible()
    text = shown(robot)
    assert "dashboard" in text
    assert "Limited to the cluster" in text
    assert "models" not in text


def test_a_damaged_export_is_reported(robot: Robot, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "original").mkdir(parents=True)
    (out / "decisions.json").write_text("{}", encoding="utf-8")
    robot.open(sample)
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(out))
    assert "original" in shown(robot)
