"""What a manifest was written for, on the Import page; and the whole way from Kubernetes to a Linux VM."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QRadioButton

from core.cli.main import main
from tests.golden_bundle import golden
from tests.robot import Robot

pytestmark = pytest.mark.gui


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    """A manifest that runs on Kubernetes."""
    path = tmp_path / "bottling.json"
    path.write_bytes(golden("wanted")["bottling.gpu.json"])
    return path


def choose(robot: Robot, source: str) -> None:
    combo = robot.find("sourceCombo", QComboBox)
    combo.setCurrentIndex(combo.findData(source))
    combo.activated.emit(combo.currentIndex())
    robot.settle()


def test_the_source_is_recognized_and_says_by_what(robot: Robot, sample: Path, migrated: Path) -> None:
    robot.open(sample)
    assert robot.find("sourceCombo", QComboBox).currentData() == "docker"
    assert robot.says("It contains no settings for the Kubernetes of a GPU device")
    robot.open(migrated)
    assert robot.find("sourceCombo", QComboBox).currentData() == "kubernetes"
    assert robot.says("Recognized by")


def test_a_correction_is_a_decision_that_can_be_undone(robot: Robot, migrated: Path) -> None:
    robot.open(migrated)
    choose(robot, "docker")
    assert robot.session.decisions.source == "docker"
    assert robot.session.migration.before.written_for == "docker"
    assert robot.says("Set by you")
    robot.session.undo()
    robot.settle()
    assert robot.session.migration.before.written_for is None
    assert robot.find("sourceCombo", QComboBox).currentData() == "kubernetes"


def test_the_whole_way_from_kubernetes_to_a_linux_vm(robot: Robot, migrated: Path, tmp_path: Path) -> None:
    robot.open(migrated)
    choose(robot, "kubernetes")
    robot.next()
    robot.find("runtimeVm", QRadioButton).click()
    robot.settle()
    robot.next()
    robot.answer_open()
    robot.next()
    assert robot.says("Ready to export")
    robot.next()
    ours, theirs = tmp_path / "out", tmp_path / "cli"
    robot.type("exportFolder", str(ours))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    decisions = ours / "decisions.json"
    assert json.loads(decisions.read_text(encoding="utf-8"))["source"] == "kubernetes"
    assert main(["convert", str(migrated), "--out", str(theirs), "--decisions", str(decisions)]) == 0
    for path in theirs.rglob("*"):
        if path.is_file() and path.name != "SHA256SUMS":
            assert (ours / path.relative_to(theirs)).read_bytes() == path.read_bytes(), path.name
    result = (ours / "bottling.gpu.json").read_text(encoding="utf-8")
    assert "k8s-experimental" not in result and "/mnt/ase/" in result
