"""The window removes and replaces its input no more than the command line does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QTabWidget

from gui.pages.common.page import Step
from tests.core.bundle.test_input_guard import SAYS, tree
from tests.robot import Robot
from tests.sampling import sampled

pytestmark = pytest.mark.gui


def export_to(robot: Robot, folder: Path) -> None:
    """Answer what is open, and export to this folder over whatever is there."""
    robot.go(2)
    robot.answer_open()
    robot.go(len(robot.wizard.pageIds()) - 1)
    robot.type("exportFolder", str(folder))
    if robot.wizard.export_page.destination.force.isVisible():
        robot.click("forceBox")
    robot.finish()
    robot.settle()


@pytest.mark.parametrize("name", sampled(["fpga-site.gpu.json", "original/fpga-site.json", "report.json"], every=3))
def test_an_export_spares_the_manifest_that_is_open(name: str, robot: Robot, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    robot.open(sample)
    export_to(robot, out)
    assert robot.session.result is not None
    if name == "report.json":
        (out / name).write_bytes((out / "fpga-site.gpu.json").read_bytes())
    before = tree(tmp_path / "out")
    robot.go(0)
    robot.session.open(out / name)
    robot.settle()
    export_to(robot, out)
    assert robot.session.result is None
    assert robot.says("Nothing was written") and robot.says(SAYS)
    assert tree(out) == before


def test_a_repaired_copy_is_not_written_over_the_broken_file(robot: Robot, sample: Path) -> None:
    broken = sample.with_name("broken.json")
    broken.write_text(sample.read_text(encoding="utf-8").rstrip()[:-1], encoding="utf-8")
    before = tree(sample.parent)
    robot.open(broken)
    robot.answers.save = broken
    robot.click("repairButton")
    assert robot.says("would replace the file that was opened")
    assert tree(sample.parent) == before


def test_joined_twins_replace_none_of_them(robot: Robot, tmp_path: Path) -> None:
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    for path in paths:
        twin = f'{{"moduleId": "{path.stem}", "properties": {{"desired": {{"x": 1}}}}}}'
        path.write_text(twin, encoding="utf-8")
    before = {path: path.read_bytes() for path in paths}
    robot.answers.open, robot.answers.save = list(paths), paths[0]
    robot.click("openButton")
    assert robot.says("would replace the file that was opened")
    assert {path: path.read_bytes() for path in paths} == before


def test_the_picture_is_not_saved_over_the_manifest(robot: Robot, sample: Path) -> None:
    before = tree(sample.parent)
    robot.open(sample)
    robot.go(Step.CHECK)
    tabs = robot.find("checkTabs", QTabWidget)
    tabs.setCurrentIndex(tabs.count() - 1)
    robot.settle()
    robot.answers.save = sample
    robot.click("pictureSave")
    assert robot.says("this is the open manifest")
    assert tree(sample.parent) == before
