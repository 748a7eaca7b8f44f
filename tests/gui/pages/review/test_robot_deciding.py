"""Deciding on the Review page: lists, filters, editors, many answers at once, and room for all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QScrollArea, QSplitter, QWidget

from core.model import rule_ids
from core.model.states import State
from gui.models.findings import state_counts, state_of, waiting
from tests.robot import Robot

pytestmark = pytest.mark.gui


def shown_findings(robot: Robot, module: str = "weldScorer") -> list[str]:
    items = robot.wizard.review_page.outline.view.items.items_below(f"module:{module}")
    return [item.key for item in items if not item.group and not item.key.startswith("advice:")]


def test_findings_are_filtered_by_state(at_review: Robot) -> None:
    migration = at_review.session.migration
    assert migration is not None
    combo = at_review.find("stateFilter", QComboBox)
    words = [combo.itemText(row) for row in range(combo.count())]
    there = {finding.id: migration.status(finding.id) for finding in migration.of_module("weldScorer")}
    states = [status.state for status in there.values() if status is not None]
    assert words[0] == f"All ({state_counts(migration, None)['']})", "of all modules"
    assert len(words) == len({*states}) + 1 and {State.NEEDS_YOU, State.CONFIRM, State.ADVICE} < {*states}
    for row, state in enumerate(sorted({*states}, key=list(State).index), 1):
        at_review.pick("stateFilter", words[row])
        fitting = {name for name, status in there.items() if status is not None and status.state is state}
        assert set(shown_findings(at_review)) == fitting
    at_review.next()
    assert combo.currentIndex() == 0, "a finding jumped to is in sight"


def test_findings_are_searched_by_words_and_rule(at_review: Robot) -> None:
    at_review.type("findingSearch", rule_ids.FPGA_ADDRESS)
    assert shown_findings(at_review) == [f"{rule_ids.FPGA_ADDRESS}/weldScorer/WIRESERVER_ADDRESS"]
    at_review.type("findingSearch", "nothing like it")
    assert at_review.says("No findings match the filter.")


def test_findings_are_below_their_areas_and_advice_is_folded(at_review: Robot) -> None:
    view = at_review.wizard.review_page.outline.view
    items = view.items.items_below("module:weldScorer")
    assert [item.title for item in items if item.group] == ["Storage", "Resources", "Runtime"]
    advice = view.items.place_of("module:weldScorer", "advice:weldScorer")
    assert advice.data().startswith("Advice (") and not view.isExpanded(advice)
    assert view.items.rowCount(advice) > 0


def test_only_the_module_in_view_is_unfolded(at_review: Robot) -> None:
    view = at_review.wizard.review_page.outline.view
    unfolded = [
        view.items.index(row, 0).data()
        for row in range(view.items.rowCount())
        if view.isExpanded(view.items.index(row, 0))
    ]
    assert unfolded == ["weldScorer"]


def test_answered_findings_stay_where_they_are(at_review: Robot) -> None:
    bind = f"{rule_ids.BIND}/weldScorer//app/models"
    page = at_review.wizard.review_page
    for wanted in ("", "needs-you"):
        page.outline.state.setCurrentIndex(page.outline.state.findData(wanted))
        at_review.session.select("weldScorer", bind)
        view = page.outline.view
        before, index = shown_findings(at_review), view.currentIndex()
        place, scrolled = view.visualRect(index), view.verticalScrollBar().value()
        at_review.session.decide(bind, "share:models ro")
        assert shown_findings(at_review) == before
        assert view.currentIndex() == index and view.visualRect(index) == place
        assert view.verticalScrollBar().value() == scrolled
        assert page.outline.view.current().caption == "Answered"
        at_review.key("Ctrl+Z")


def test_a_module_can_be_looked_at_without_a_finding(at_review: Robot) -> None:
    view = at_review.wizard.review_page.outline.view
    at_review.choose_module("cameraIngest")
    assert at_review.session.selection.module == "cameraIngest" and not at_review.session.selection.finding
    assert at_review.find("findingTitle", QLabel).text() == "cameraIngest"
    assert at_review.says("No finding chosen. In this module: 2 need you · 6 changes")
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert at_review.session.selection.finding
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert at_review.session.selection.module == "weldScorer", "the keyboard gets past a module"


def test_a_module_leads_to_its_first_question(at_review: Robot) -> None:
    at_review.choose_module("cameraIngest")
    at_review.click("firstFinding")
    chosen = at_review.session.selection.finding
    assert chosen in at_review.session.migration.open
    assert at_review.find("answerEditor").isAncestorOf(at_review.focus())
    at_review.choose_module("heartbeat")
    assert at_review.says("In this module: no findings") and at_review.says("Show the first finding")


def test_next_question_visits_what_is_to_be_confirmed_too(at_review: Robot) -> None:
    migration = at_review.session.migration
    assert migration is not None
    seen = set()
    for _press in range(len(waiting(migration)) + 1):
        at_review.key("F8")
        seen.add(at_review.session.selection.finding)
        assert at_review.wizard.review_page.compare.diff.isAncestorOf(at_review.focus())
    assert seen == {finding.id for finding in waiting(migration)}
    assert {state_of(migration, finding) for finding in waiting(migration)} == {"needs-you", "confirm"}


def test_hidden_answer_and_sizes_are_remembered(new_robot: Callable[[], Robot]) -> None:
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
    second.click("nextQuestion")
    assert second.find("answerEditor").isVisible(), "jumping to a question brings the answer back"


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


@pytest.mark.parametrize(
    "size", [(683, 384), *(pytest.param(size, marks=pytest.mark.long) for size in ((1366, 768), (1920, 1080)))]
)
def test_every_editor_fits(at_review: Robot, size: tuple[int, int]) -> None:
    at_review.wizard.resize(*size)
    page = at_review.wizard.review_page
    page.space.show_part("answer")
    migration = at_review.session.migration
    assert migration is not None
    for finding in migration.shown:
        at_review.session.select(finding.module, finding.id)
        at_review.wait_for(lambda: cut_off(at_review) == [])


def test_the_answer_says_what_gives_up_the_original_on_a_vm(at_review: Robot) -> None:
    note, pane = "does not show what was here before", at_review.wizard.review_page.answer
    session = at_review.session
    for platform, there in (("kubernetes", False), ("linux-vm", True)):
        session.set_device(session.device.model_copy(update={"platform": platform}))
        migration = session.migration
        assert migration is not None
        marked = [
            change.finding for change in migration.changes if change.gives_up and migration.status(change.finding)
        ]
        assert marked, platform
        at_review.wizard.review_page.go_to(marked[0])
        assert (note in pane.explanation.toPlainText()) is there
