"""The log of the state folder: what the window did, small, without secrets, and never in the way."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox

from gui.app import log
from gui.app.crash import CrashNet
from tests.robot import Robot

pytestmark = pytest.mark.gui

TOKEN = "kJ8s-2hQpLw0ZxT7vNfa"


@pytest.fixture
def logged(robot: Robot) -> Iterator[Robot]:
    """A window that is followed, as `run` does it."""
    log_file = log.Log(robot.wizard)
    yield robot
    log_file.stop()


def lines(robot: Robot) -> list[str]:
    return log.path_for(robot.session).read_text(encoding="utf-8").splitlines()


def test_the_log_says_what_happened_but_no_value(logged: Robot, sample: Path) -> None:
    logged.open(sample)
    logged.go(2)
    logged.answer_open()
    logged.go(0)
    (sample.parent / "broken.json").write_text('{"a": ', encoding="utf-8")
    logged.open(sample.parent / "broken.json")
    text = "\n".join(lines(logged))
    assert "EdgeShift" in text and "Qt 6" in text
    assert "opened:" in text and "page: reviewPage" in text and "answers, the last one for" in text
    assert "broken.json cannot be opened" in text and "at line 1, column" in text
    assert TOKEN not in text and "cameraIngest" not in text and "share:models" not in text


def test_secrets_of_the_manifest_are_masked(logged: Robot, sample: Path) -> None:
    logged.open(sample)
    log.logger.warning("sent %s and password=hunter2-hunter2", TOKEN)
    assert TOKEN not in lines(logged)[-1] and "hunter2" not in lines(logged)[-1] and "secret" in lines(logged)[-1]


def test_the_log_stays_small(logged: Robot) -> None:
    for number in range(5000):
        log.logger.info("a line of an ordinary length, the one with the number %d, to fill the file", number)
    folder = log.path_for(logged.session).parent
    files = sorted(path.name for path in folder.glob(f"{log.NAME}*"))
    assert files == [log.NAME, f"{log.NAME}.1"]
    assert sum((folder / name).stat().st_size for name in files) <= 2 * log.BYTES
    assert "4999" in lines(logged)[-1]


def test_a_log_that_cannot_be_written_stops_nothing(
    robot: Robot, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.path_for(robot.session).mkdir(parents=True)
    log_file = log.Log(robot.wizard)
    robot.open(sample)
    assert robot.session.migration is not None
    log_file.stop()
    assert capsys.readouterr().err == ""


def test_nothing_is_logged_after_the_window(robot: Robot) -> None:
    before = list(log.logger.handlers)
    log.Log(robot.wizard).stop()
    assert log.logger.handlers == before
    assert not logging.getLogger().handlers or log.logger.propagate


@pytest.mark.parametrize("key", ["F1", "Shift+F1"])
def test_the_help_names_the_log(robot: Robot, key: str) -> None:
    robot.key(key)
    dialog = next(dialog for dialog in robot.wizard.findChildren(QDialog) if dialog.isVisible())
    assert any(str(log.path_for(robot.session)) in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()


def test_the_crash_note_names_the_log(logged: Robot) -> None:
    net = CrashNet(log.path_for(logged.session).parent / "crashes", logged.session, logged.wizard)
    paths: list[str] = []
    net.caught.connect(paths.append)
    net.catch(ValueError, ValueError("odd"), None)
    assert log.NAME in Path(paths[0]).read_text(encoding="utf-8")
    box = logged.wizard.findChild(QMessageBox, "crashBox")
    assert box is not None and str(log.path_for(logged.session)) in box.informativeText()
    logged.settle()
    box.close()
    assert "fault: ValueError" in lines(logged)[-1]


def test_no_line_is_lost_while_another_program_has_the_older_log_open(
    logged: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = log.path_for(logged.session).with_name(f"{log.NAME}.1")
    older.write_text("open elsewhere", encoding="utf-8")

    def refuse(path: str) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(os, "remove", refuse)
    monkeypatch.setattr(os, "rename", refuse)
    for number in range(5000):
        log.logger.info("a line of an ordinary length, the one with the number %d, to fill the file", number)
    assert sum("to fill the file" in line for line in lines(logged)) == 5000
