"""Whole runs through the window, by mouse and by keyboard alone, against the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.main import main as command_line
from gui.printing.pdf import print_in_child
from tests.keyboard import go_the_whole_way
from tests.robot import Robot

pytestmark = pytest.mark.gui


@pytest.mark.prints
def test_by_mouse_from_file_to_bundle(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.open(sample)
    assert robot.says("fpga-site.json")
    assert robot.says("weldScorer")
    robot.next()
    robot.click("suggestSharesButton")
    robot.next()
    robot.answer_open()
    robot.next()
    assert robot.says("Ready to export")
    robot.open_tab(1)
    assert robot.says("weldScorer requests an FPGA")
    robot.next()
    robot.type("exportFolder", str(tmp_path / "out"))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    assert robot.says("files written")
    _same_as_command_line(sample, tmp_path)


@pytest.mark.prints
def test_by_keyboard_only(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.answers.open = sample
    go_the_whole_way(robot, "Alt+O", tmp_path / "out")
    _same_as_command_line(sample, tmp_path)
    robot.key("Alt+O")
    assert robot.answers.revealed == [tmp_path / "out"]


def _same_as_command_line(sample: Path, tmp_path: Path) -> None:
    """`convert` with the wizard's own decisions writes the same bytes, file by file."""
    ours, theirs = tmp_path / "out", tmp_path / "cli"
    options = ["--out", str(theirs), "--decisions", str(ours / "decisions.json"), "--pdf"]
    code = command_line(["convert", str(sample), *options], print_in_child)
    assert code == 0
    names = sorted(path.relative_to(ours) for path in ours.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(theirs) for path in theirs.rglob("*") if path.is_file())
    for name in names:
        assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name
    decisions = json.loads((ours / "decisions.json").read_text(encoding="utf-8"))
    assert all("when" in item for item in decisions["items"])
    assert (ours / "original" / sample.name).read_bytes() == sample.read_bytes()
