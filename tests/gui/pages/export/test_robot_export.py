"""The Export page: the form, what it says while it is filled in, and the result with its next steps."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from gui.pages.common.page import Step
from gui.pages.export.preview_dialog import PreviewDialog
from tests.robot import Robot

pytestmark = pytest.mark.gui


class Watch(QObject):
    """Counts how often a part is shown."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.shown = 0
        part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.shown += event.type() is QEvent.Type.Show
        return False


def ready(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(Step.REVIEW)
    robot.answer_open()
    robot.go(Step.EXPORT)


def export(robot: Robot, folder: Path) -> None:
    robot.type("exportFolder", str(folder))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None and robot.wizard.export_page.done)


def test_the_verdict_follows_what_happened(robot: Robot, sample: Path, tmp_path: Path) -> None:
    ready(robot, sample)
    line = robot.wizard.export_page.verdict
    robot.wait_for(lambda: line.text().startswith("Ready to export"))
    export(robot, tmp_path / "out")
    assert line.text().startswith("Exported: ") and "2 suggestions are not confirmed" in line.text()
    robot.click("exportAgainButton")
    assert line.text().startswith("Ready to export")
    robot.go(Step.CHECK)
    assert robot.wizard.current().verdict.text().startswith("Exported: ")
    robot.key("Ctrl+Z")
    robot.wait_for(lambda: not robot.session.jobs.busy)
    assert "Exported" not in robot.wizard.current().verdict.text()
    robot.key("Ctrl+Y")
    assert robot.session.result is None, "what was written is not what is in view any more until it is written again"


def test_an_export_is_repeated_with_the_fields_kept(robot: Robot, sample: Path, tmp_path: Path) -> None:
    ready(robot, sample)
    robot.type("customerEdit", "Contoso")
    robot.click("strictBox")
    export(robot, tmp_path / "out")
    robot.click("exportAgainButton")
    assert robot.find("exportFolder", QLineEdit).text() == str(tmp_path / "out")
    assert robot.find("customerEdit", QLineEdit).text() == "Contoso"
    assert robot.wizard.export_page.destination.strict.isChecked()
    assert robot.wizard.button(robot.wizard.WizardButton.FinishButton).text() == "E&xport"
    robot.finish()
    assert "already exist" in robot.banner()
    robot.click("forceBox")
    assert robot.banner() == "", "the message goes with its cause"
    robot.finish()
    robot.wait_for(lambda: robot.wizard.export_page.done)
    assert robot.says("files written")


def test_another_folder_ends_the_message_about_replacing(robot: Robot, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.html").write_text("mine", encoding="utf-8")
    ready(robot, sample)
    robot.type("exportFolder", str(tmp_path / "out"))
    robot.finish()
    assert "already exist" in robot.banner()
    robot.type("exportFolder", "")
    assert robot.banner() == "Choose a folder.", "the message is about what is missing now"
    robot.type("exportFolder", str(tmp_path / "new"))
    assert robot.banner() == ""


def test_leave_to_replace_is_asked_only_where_something_exists(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.open(sample)
    robot.go(Step.CHECK)
    robot.wizard.export_page.ensure_built()
    watch = Watch(robot.wizard.export_page.destination.force)
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(tmp_path / "out"))
    assert watch.shown == 0
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.html").write_text("mine", encoding="utf-8")
    robot.type("exportFolder", str(tmp_path / "other"))
    assert watch.shown == 0
    robot.type("exportFolder", str(tmp_path / "out"))
    assert watch.shown == 1


def test_the_result_has_commands_to_copy_and_everything_to_open(robot: Robot, sample: Path, tmp_path: Path) -> None:
    ready(robot, sample)
    export(robot, tmp_path / "out")
    line = robot.find("deployCommand", QLineEdit)
    assert line.isReadOnly() and QFontInfo(line.font()).fixedPitch()
    assert line.text().endswith("--content fpga-site.gpu.json")
    robot.click("deployCommandCopy")
    assert QApplication.clipboard().text() == line.text()
    steps = [label.text() for label in robot.find("resultPanel", QWidget).findChildren(QLabel)]
    assert "do the cutover as the run sheet describes" in steps[-1], "the last step"
    robot.click("openRunSheetButton")
    robot.click("openReportButton")
    assert [path.name for path in robot.answers.revealed] == ["runsheet.html", "report.html"]


def test_the_report_is_read_in_the_program_before_and_after(robot: Robot, sample: Path, tmp_path: Path) -> None:
    ready(robot, sample)
    for button in ("previewButton", "previewReportButton"):
        robot.click(button)
        dialog = robot.find("previewDialog", PreviewDialog)
        text = dialog.text.toPlainText()
        assert "fpga-site.json" in text and "weldScorer" in text
        assert "‹" not in text and "kJ8s-2hQpLw0ZxT7vNfa" not in text
        robot.click("previewClose")
        robot.settle()
        if robot.session.result is None:
            robot.wizard.activateWindow()
            export(robot, tmp_path / "out")


def test_the_report_is_black_on_white_in_the_dark_theme_too(robot: Robot, sample: Path) -> None:
    ready(robot, sample)
    robot.wizard.side.theme_chosen.emit("dark")
    robot.click("previewButton")
    picture = robot.find("previewDialog", PreviewDialog).text.viewport().grab().toImage()
    points = [(x, y) for x in range(0, picture.width(), 8) for y in range(picture.height() // 2, picture.height(), 8)]
    light = sum(picture.pixelColor(x, y).lightness() > 200 for x, y in points)
    robot.wizard.side.theme_chosen.emit("light")
    assert light > len(points) * 0.7


def test_the_form_does_not_scroll_on_a_small_screen(robot: Robot, sample: Path) -> None:
    ready(robot, sample)
    robot.wizard.resize(1024, 600)
    robot.settle()
    assert robot.wizard.export_page.area.verticalScrollBar().maximum() == 0


def test_answers_are_saved_off_the_threads_of_the_window(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(Step.REVIEW)
    threads: list[threading.Thread] = []
    save = robot.session.store.save

    def slow(*arguments: object) -> None:
        threads.append(threading.current_thread())
        save(*arguments)  # type: ignore[arg-type]

    robot.session.store.save = slow  # type: ignore[method-assign, assignment]
    robot.answer_open()
    robot.wait_for(lambda: robot.wizard.side.saved.text() == "Saved")
    assert threads and threading.main_thread() not in threads


def test_enter_in_the_folder_exports_once_nothing_is_being_typed(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.open(sample)
    robot.go(2)
    robot.answer_open()
    robot.key("Ctrl+5")
    assert robot.focus().objectName() == "exportFolder"
    robot.type("exportFolder", str(tmp_path / "out"))  # with Enter at its end
    assert not robot.exported() and not (tmp_path / "out").exists(), "this Enter ends the typing"
    robot.key("Return")
    robot.wait_for(robot.exported)
    assert (tmp_path / "out" / "report.html").exists()
