"""Deciding on the Review page: lists, filters, editors, many answers at once, and room for all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QScrollArea, QSplitter, QWidget

from core.model.states import State
from tests.robot import Robot

pytestmark = pytest.mark.gui


@pytest.fixture
def at_review(robot: Robot) -> Robot:
    robot.sample()
    robot.go(2)
    robot.choose("moduleList", "weldScorer")
    return robot


def lines_in_view(robot: Robot) -> int:
    return len(robot.wizard.review_page.compare.diff.body.left.visible_blocks())


def shown_findings(robot: Robot) -> list[str]:
    return [item.key for item in robot.wizard.review_page.findings.list.items.items() if not item.group]


def test_findings_are_filtered_by_state(at_review: Robot) -> None:
    migration = at_review.session.migration
    assert migration is not None
    combo = at_review.find("stateFilter", QComboBox)
    words = [combo.itemText(row) for row in range(combo.count())]
    there = {finding.id: migration.status(finding.id) for finding in migration.of_module("weldScorer")}
    states = [status.state for status in there.values() if status is not None]
    assert words[0] == f"All ({len(states) - states.count(State.ADVICE)})"
    assert len(words) == len({*states}) + 1 and {State.NEEDS_YOU, State.CONFIRM, State.ADVICE} < {*states}
    for row, state in enumerate(sorted({*states}, key=list(State).index), 1):
        at_review.pick("stateFilter", words[row])
        assert set(shown_findings(at_review)) == {name for name, status in there.items() if status.state is state}
    at_review.next()
    assert combo.currentIndex() == 0, "a finding jumped to is in sight"


def test_findings_are_searched_by_words_and_rule(at_review: Robot) -> None:
    at_review.type("findingSearch", "wireserver")
    assert shown_findings(at_review) == ["wireserver/weldScorer/WIRESERVER_ADDRESS"]
    at_review.type("findingSearch", "nothing like it")
    assert at_review.says("Nothing here fits the filter.")


def test_areas_tell_how_many_wait(at_review: Robot) -> None:
    badges = {item.title: item.badge for item in at_review.wizard.review_page.findings.list.items.items() if item.group}
    assert badges["Storage"] == "1, 1 needs you"
    assert badges["Resources"].isdecimal() and badges["Advice"].isdecimal()


def test_the_comparison_has_room_on_a_laptop(at_review: Robot) -> None:
    assert lines_in_view(at_review) >= 22
    at_review.key("F6")
    assert lines_in_view(at_review) >= 38
    at_review.click("nextQuestion")
    assert at_review.find("answerEditor").isVisible(), "jumping to a question brings the answer back"


def test_hidden_reasons_and_sizes_are_remembered(new_robot: Callable[[], Robot]) -> None:
    first = new_robot()
    first.sample()
    first.go(2)
    whole = first.find("reviewWhole", QSplitter)
    whole.setSizes([330, 800])
    whole.splitterMoved.emit(330, 1)
    sizes = whole.sizes()
    first.click("answerSwitch")
    first.close()
    second = new_robot()
    second.sample()
    second.go(2)
    assert second.find("reviewWhole", QSplitter).sizes() == sizes
    assert not second.wizard.review_page.answer.isVisible()


def test_nothing_is_cut_at_twice_the_size(at_review: Robot) -> None:
    at_review.wizard.resize(683, 384)
    at_review.settle()
    area = at_review.find("reviewPageScroll", QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert area.verticalScrollBar().maximum() > 0
    page = at_review.wizard.review_page
    content = area.widget()
    assert content is not None
    for part in (page.modules, page.findings, page.compare, page.answer):
        assert part.mapTo(content, part.rect().topRight()).x() <= area.viewport().width()
    at_review.wizard.resize(1366, 768)
    at_review.settle()
    assert area.verticalScrollBar().maximum() == 0


def cut_off(robot: Robot) -> list[str]:
    """Texts of the answer that do not fit the room they have."""
    area = robot.find("answerScroll", QScrollArea)
    content, width = area.widget(), area.viewport().width()
    assert content is not None
    found = []
    for part in content.findChildren(QWidget):
        if not part.isVisible():
            continue
        beyond = part.mapTo(content, part.rect().topRight()).x() > width
        text = part.text() if isinstance(part, QLabel | QAbstractButton) else part.objectName()
        narrow = isinstance(part, QAbstractButton) and part.sizeHint().width() > part.width() + 1
        low = isinstance(part, QLabel) and part.wordWrap() and part.heightForWidth(part.width()) > part.height()
        if beyond or narrow or low:
            found.append(text)
    return found


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_every_editor_fits(at_review: Robot, size: tuple[int, int]) -> None:
    at_review.wizard.resize(*size)
    migration = at_review.session.migration
    assert migration is not None
    for finding in migration.findings:
        at_review.session.select(finding.module, finding.id)
        at_review.wait_for(lambda: cut_off(at_review) == [])
