"""What is remembered: undo and redo, the autosave, the offer to go on, closing at any moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from gui.pages.common.page import Step
from gui.state.session import AUTOSAVE_MS
from tests.robot import Robot

pytestmark = pytest.mark.gui

TOKEN = "kJ8s-2hQpLw0ZxT7vNfa"


def _answered(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.next()
    robot.click("suggestSharesButton")
    robot.next()
    robot.answer_open()


def _autosaved(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "robot" / "state" / "sessions").glob("*.decisions.json"))


def _saved_items(tmp_path: Path) -> list[dict[str, object]]:
    """The answers on disk now; none before the first save."""
    files = _autosaved(tmp_path)
    return json.loads(files[0].read_text(encoding="utf-8"))["items"] if files else []


def test_undo_and_redo_walk_through_every_step(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    start = robot.output()
    robot.next()
    robot.click("suggestSharesButton")
    robot.next()
    robot.answer_open()
    end, steps = robot.output(), 0
    while robot.session.can_undo:
        robot.key("Ctrl+Z")
        steps += 1
    assert robot.output() == start
    assert robot.session.device.shares == ()
    for _step in range(steps):
        robot.key("Ctrl+Shift+Z")
    assert robot.output() == end
    assert not robot.session.can_redo


def test_a_new_answer_forgets_what_was_undone(robot: Robot, sample: Path) -> None:
    _answered(robot, sample)
    robot.click("undoButton")
    assert robot.session.can_redo
    robot.answer_open()
    assert not robot.session.can_redo


def test_answers_are_saved_within_a_second(robot: Robot, sample: Path, tmp_path: Path) -> None:
    assert AUTOSAVE_MS < 1000
    robot.open(sample)
    robot.go(2)
    robot.answer_open()
    robot.wait_for(lambda: len(_saved_items(tmp_path)) == len(robot.session.decisions.items))
    robot.wait_for(lambda: robot.wizard.side.saved.text() == "Saved")
    items = _saved_items(tmp_path)
    assert items
    assert all(item["when"] and item["seen"] for item in items)


def test_nothing_of_the_manifest_is_kept(robot: Robot, sample: Path, tmp_path: Path) -> None:
    _answered(robot, sample)
    robot.close()
    kept = [path for path in (tmp_path / "robot").rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert TOKEN not in text
        assert "hall4-pull-2023" not in text
        assert "createOptions" not in text


def test_coming_back_goes_on_where_one_left_off(new_robot: Callable[[], Robot], sample: Path) -> None:
    first = new_robot()
    _answered(first, sample)
    end = first.output()
    first.close()
    second = new_robot()
    second.open(sample)
    assert second.says("You last worked on this manifest")
    assert second.focus().objectName() == "resumeButton"
    second.click("resumeButton")
    assert second.page() == "reviewPage"
    assert second.output() == end


def test_next_goes_on_with_the_earlier_answers_too(new_robot: Callable[[], Robot], sample: Path) -> None:
    first = new_robot()
    _answered(first, sample)
    end = first.output()
    first.close()
    second = new_robot()
    second.open(sample)
    second.next()
    assert second.output() == end
    second.key("Ctrl+Z")
    assert second.output() != end


def test_starting_over_keeps_the_old_answers_until_there_is_a_new_one(
    new_robot: Callable[[], Robot], sample: Path, tmp_path: Path
) -> None:
    first = new_robot()
    _answered(first, sample)
    first.close()
    before = _autosaved(tmp_path)[0].read_bytes()
    second = new_robot()
    second.open(sample)
    second.click("startOverButton")
    second.next()
    assert second.session.decisions.items == ()
    second.close()
    assert _autosaved(tmp_path)[0].read_bytes() == before


def test_another_content_is_another_session(new_robot: Callable[[], Robot], sample: Path) -> None:
    first = new_robot()
    _answered(first, sample)
    first.close()
    sample.write_text(sample.read_text(encoding="utf-8").replace("heartbeat", "pulse"), encoding="utf-8")
    second = new_robot()
    second.open(sample)
    assert not second.says("You last worked on this manifest")


def test_a_decisions_file_waits_for_its_manifest(
    robot: Robot, new_robot: Callable[[], Robot], sample: Path, tmp_path: Path
) -> None:
    _answered(robot, sample)
    robot.go(Step.EXPORT)
    folder = sample.parent / "out"
    robot.type("exportFolder", str(folder))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    end = robot.output()
    other = sample.parent / "elsewhere" / "copy.json"
    other.parent.mkdir()
    other.write_bytes(sample.read_bytes())
    alone = tmp_path / "alone" / "decisions.json"
    alone.parent.mkdir()
    alone.write_bytes((folder / "decisions.json").read_bytes())
    second = new_robot()
    second.open(alone)
    assert second.says("decisions.json contains decisions")
    second.open(other)
    assert second.output() == end


def test_closing_asks_nothing_and_loses_nothing(new_robot: Callable[[], Robot], sample: Path) -> None:
    first = new_robot()
    first.open(sample)
    first.go(2)
    first.answer_open()
    count = len(first.session.decisions.items)
    first.key("Ctrl+Q")
    assert not first.wizard.isVisible()
    second = new_robot()
    second.open(sample)
    assert second.says(f"{count} answers, 0 still open")


def test_escape_does_not_close_the_window(robot: Robot) -> None:
    robot.key("Esc")
    assert robot.wizard.isVisible()


def test_the_window_comes_back_as_it_was(new_robot: Callable[[], Robot]) -> None:
    first = new_robot()
    first.wizard.resize(1111, 700)
    first.wizard.side.theme_chosen.emit("dark")
    first.close()
    second = new_robot()
    assert second.wizard.settings.theme() == "dark"
    third = second.wizard.settings.blob("geometry")
    assert not third.isEmpty()


def test_a_file_dropped_anywhere_is_opened(robot: Robot, sample: Path) -> None:
    robot.sample()
    robot.go(Step.CHECK)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample))])
    event = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    robot.wizard.dropEvent(event)
    robot.settle()
    assert robot.page() == "importPage"
    assert robot.session.path == sample


def test_a_share_added_later_keeps_the_answers(robot: Robot, sample: Path) -> None:
    _answered(robot, sample)
    count = len(robot.session.decisions.items)
    robot.go(1)
    robot.add_share("archive")
    migration = robot.session.migration
    assert migration is not None
    assert migration.stale == ()
    assert len(migration.decisions.items) == count
    assert not migration.open
