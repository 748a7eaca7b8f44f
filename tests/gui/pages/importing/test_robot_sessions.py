"""Sessions: the list of them, going on with one, forgetting one, another laptop, damaged files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTableView

from gui.pages.common.page import Step
from tests.robot import Robot
from tests.sampling import sampled

pytestmark = pytest.mark.gui

Robots = Callable[[], Robot]


def _work(robot: Robot, path: Path) -> bytes:
    """Answer what is open, go to Check, close. What was reached."""
    robot.open(path)
    robot.go(2)
    robot.answer_open()
    robot.wait_for(lambda: robot.wizard.side.saved.text() == "Saved")
    robot.go(Step.CHECK)  # nothing is answered any more, and still this page is the one to go on with
    end = robot.output()
    robot.close()
    return end


def _sessions(tmp_path: Path) -> Path:
    return tmp_path / "robot" / "state" / "sessions"


def _drop(robot: Robot, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    robot.wizard.dropEvent(event)
    robot.settle()


def _exported(robot: Robot, sample: Path, folder: Path) -> bytes:
    robot.open(sample)
    robot.go(2)
    robot.answer_open()
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(folder))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    end = robot.output()
    robot.close()
    return end


def test_a_first_start_has_no_list(robot: Robot) -> None:
    assert robot.says("No manifest is open")
    assert not robot.says("where you left off")


def test_the_list_goes_on_by_one_key(new_robot: Robots, sample: Path) -> None:
    end = _work(new_robot(), sample)
    robot = new_robot()
    robot.wait_for(lambda: robot.focus().objectName() == "sessionsTable")
    assert robot.says("fpga-site.json")
    assert robot.says("none open")
    robot.key("Return")
    robot.wait_for(lambda: robot.page() == "checkPage")
    assert robot.output() == end
    robot.go(0)
    assert not robot.wizard.import_page.earlier.list.isVisible()


def test_the_newest_session_is_first_and_each_can_be_chosen(new_robot: Robots, sample: Path) -> None:
    other = sample.with_name("other.json")
    other.write_text(sample.read_text(encoding="utf-8").replace("heartbeat", "pulse"), encoding="utf-8")
    first, second = _work(new_robot(), sample), _work(new_robot(), other)
    robot = new_robot()
    model = robot.find("sessionsTable", QTableView).model()
    names = {model.data(model.index(row, 0)): row for row in range(model.rowCount())}
    assert set(names) == {"fpga-site.json", "other.json"}
    robot.find("sessionsTable", QTableView).selectRow(names["fpga-site.json"])
    robot.click("continueButton")
    robot.wait_for(lambda: robot.page() == "checkPage")
    assert robot.output() == first != second


def test_forgetting_can_be_undone(new_robot: Robots, sample: Path, tmp_path: Path) -> None:
    end = _work(new_robot(), sample)
    robot = new_robot()
    robot.key("Delete")
    assert not list(_sessions(tmp_path).glob("*.json"))
    assert robot.focus().objectName() == "bringBackButton"
    robot.key("Space")
    robot.key("Return")
    robot.wait_for(lambda: robot.page() == "checkPage")
    assert robot.output() == end


def test_forgotten_answers_are_not_offered(new_robot: Robots, sample: Path) -> None:
    _work(new_robot(), sample)
    robot = new_robot()
    robot.click("forgetButton")
    robot.open(sample)
    assert not robot.says("You last worked on this manifest")


def test_a_manifest_that_moved_is_reported_and_still_goes_on(new_robot: Robots, sample: Path) -> None:
    end = _work(new_robot(), sample)
    moved = sample.with_name("moved.json")
    sample.rename(moved)
    robot = new_robot()
    robot.key("Return")
    assert robot.says("fpga-site.json was moved or deleted")
    robot.open(moved)
    robot.click("resumeButton")
    assert robot.output() == end


def test_a_manifest_that_changed_is_reported(new_robot: Robots, sample: Path) -> None:
    _work(new_robot(), sample)
    sample.write_text(sample.read_text(encoding="utf-8").replace("heartbeat", "pulse"), encoding="utf-8")
    robot = new_robot()
    robot.key("Return")
    robot.wait_for(lambda: robot.says("fpga-site.json has changed since"))
    assert robot.session.decisions.items == ()


def test_the_sample_goes_on_though_it_is_no_file(new_robot: Robots) -> None:
    first = new_robot()
    first.sample()
    first.go(2)
    first.answer_open()
    end = first.output()
    first.close()
    robot = new_robot()
    robot.click("continueButton")
    robot.wait_for(lambda: robot.page() == "reviewPage")
    assert robot.output() == end


@pytest.mark.parametrize(
    "damage", sampled([b"{", b"", b"[]", b'{"format": "edgeshift-decisions/1", "items": 5}', b"\xff\x00"], every=5)
)
def test_damaged_answers_are_set_aside_and_named(
    new_robot: Robots, sample: Path, tmp_path: Path, damage: bytes
) -> None:
    _work(new_robot(), sample)
    kept = next(_sessions(tmp_path).glob("*.decisions.json"))
    kept.write_bytes(damage)
    robot = new_robot()
    robot.open(sample)
    if robot.says("You last worked on this manifest"):
        robot.click("resumeButton")
        assert robot.says("The saved answers cannot be read")
    background = kept.with_name(kept.name + ".broken")
    assert background.read_bytes() == damage
    robot.go(2)
    robot.answer_open()
    robot.close()
    again = new_robot()
    assert again.says(background.name)


@pytest.mark.parametrize(
    "damage", sampled([b'{"key": 5}', b"", b"[]", b'{"key": "k", "sha256": 7, "path": "", "name": "", "when": ""}'], 4)
)
def test_answers_outlive_a_damaged_note(new_robot: Robots, sample: Path, tmp_path: Path, damage: bytes) -> None:
    end = _work(new_robot(), sample)
    next(_sessions(tmp_path).glob("*.note.json")).write_bytes(damage)
    robot = new_robot()
    robot.open(sample)
    robot.click("resumeButton")
    assert robot.output() == end


def test_an_export_dropped_as_a_folder_goes_on(new_robot: Robots, sample: Path, tmp_path: Path) -> None:
    end = _exported(new_robot(), sample, tmp_path / "out")
    sample.unlink()
    robot = new_robot()
    _drop(robot, tmp_path / "out")
    robot.wait_for(lambda: robot.session.migration is not None)
    assert robot.output() == end
    robot.go(Step.EXPORT)
    assert robot.wizard.export_page.destination.entry.text() == str(tmp_path / "fpga-site-gpu")


def test_a_copied_session_finds_its_manifest_beside_it(new_robot: Robots, sample: Path, tmp_path: Path) -> None:
    end = _exported(new_robot(), sample, tmp_path / "out")
    laptop = tmp_path / "laptop"
    laptop.mkdir()
    (laptop / "renamed.json").write_bytes(sample.read_bytes())
    (laptop / "unrelated.json").write_text("{}", encoding="utf-8")
    (laptop / "answers.json").write_bytes((tmp_path / "out" / "decisions.json").read_bytes())
    robot = new_robot()
    robot.open(laptop / "answers.json")
    assert robot.session.path == laptop / "renamed.json"
    assert robot.output() == end


def test_a_manifest_and_its_answers_dropped_together(new_robot: Robots, sample: Path, tmp_path: Path) -> None:
    end = _exported(new_robot(), sample, tmp_path / "out")
    answers = tmp_path / "mail" / "answers.json"
    answers.parent.mkdir()
    answers.write_bytes((tmp_path / "out" / "decisions.json").read_bytes())
    robot = new_robot()
    _drop(robot, answers, sample)
    robot.wait_for(lambda: robot.session.migration is not None)
    assert robot.output() == end


def test_a_folder_with_one_manifest_opens_it(robot: Robot, sample: Path) -> None:
    _drop(robot, sample.parent)
    robot.wait_for(lambda: robot.session.migration is not None)
    assert robot.session.path == sample


def test_any_other_folder_is_reported(robot: Robot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _drop(robot, tmp_path / "empty")
    robot.wait_for(lambda: robot.says("empty cannot be continued"))


def test_half_written_files_of_a_killed_window_are_removed(new_robot: Robots, sample: Path, tmp_path: Path) -> None:
    import os

    _work(new_robot(), sample)
    old, new = (_sessions(tmp_path) / f".x.decisions.json.{name}" for name in ("old", "new"))
    old.write_bytes(b"{")
    new.write_bytes(b"{")
    os.utime(old, (0, 0))
    robot = new_robot()
    robot.wait_for(lambda: robot.focus().objectName() == "sessionsTable")
    assert not old.exists()
    assert new.exists()
    assert json.loads(next(_sessions(tmp_path).glob("*.note.json")).read_text(encoding="utf-8"))["name"]
