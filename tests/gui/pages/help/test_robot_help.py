"""The rule book: the page of the rule in view, the disagreements of sources, the search; all by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.model import rule_ids
from core.rulebook import book as rulebook
from core.text.pages import FACT
from gui.pages.help.help_window import HelpWindow
from tests.robot import Robot

pytestmark = pytest.mark.gui

BIND = f"{rule_ids.BIND}/cameraIngest//etc/localtime"


def book() -> HelpWindow:
    windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, HelpWindow)]
    assert len([window for window in windows if window.isVisible()]) == 1
    return next(window for window in windows if window.isVisible())


def test_f1_on_a_finding_opens_its_page_filled_in(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.key("Ctrl+3")
    robot.wizard.review_page.go_to(BIND)
    robot.key("F1")
    window = book()
    text = window.text.toPlainText()
    assert rule_ids.BIND in text
    assert "/etc/localtime" in text and "cameraIngest" in text
    assert "{" not in text and "Where it is" not in text
    assert "They differ:" in text
    window.contents.choose("gpu-count")
    assert "cameraIngest" not in window.text.toPlainText()
    window.contents.choose(rule_ids.BIND)
    assert "cameraIngest" in window.text.toPlainText()
    window.reject()


def test_f1_on_the_check_page_explains_the_entry_in_view(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.key("Ctrl+4")
    robot.settle()
    robot.choose("todoList", BIND)
    robot.key("F1")
    window = book()
    assert "/etc/localtime" in window.text.toPlainText()
    window.reject()


def test_f1_without_a_finding_is_the_sheet_and_the_book_opens_at_the_disagreements(robot: Robot) -> None:
    robot.key("Shift+F1")
    window = book()
    current = window.contents.current()
    assert current is not None and current.key == rulebook.DISAGREEMENTS
    assert window.text.toPlainText().count("Our reading:") >= 8
    window.reject()


def test_the_search_looks_at_every_page(robot: Robot) -> None:
    robot.key("Shift+F1")
    window = book()
    window.search.setText("ShmSize ipc")
    found = [item.key for item in window.contents.items.items() if not item.group]
    assert rule_ids.SHM_OPTION in found
    assert len(found) < len(rulebook.pages()) / 4
    assert window.contents.current() is not None
    window.search.setText("xylophone")
    assert window.count.text() == "0 pages"
    assert window.text.toPlainText() == ""
    window.reject()


def test_every_page_can_be_shown() -> None:
    assert len(rulebook.pages()) > 130
    for page in rulebook.pages():
        assert rulebook.html(page.id).startswith("<h1>")
        assert FACT.search(rulebook.html(page.id)) is None and FACT.search(page.title) is None, page.id
        if page.kind != "sources":
            assert "<h2>" in rulebook.html(page.id), page.id
