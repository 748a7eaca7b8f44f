"""How much of the comparison is in view, and that nothing is cut, in windows of seven sizes.

Measured with the bundled fonts, letters of 10 points and 96 dots per inch, as on a usual desktop.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontInfo, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollBar, QTabBar, QWidget

from core.model import rule_ids
from gui.pages.common.wrapping import wrapped
from tests.golden_cases import expand
from tests.robot import Robot
from tests.sampling import sampled

pytestmark = pytest.mark.gui

BIND = f"{rule_ids.BIND}/weldScorer//app/models"
SIZES = {
    "1366 x 768": (1366, 768, 26, 58),
    "1366 x 768 at 150 %": (911, 512, 14, 22),
    "1024 x 600": (1024, 600, 14, 22),
    "1920 x 1080 at 200 %": (960, 540, 14, 22),
    "1366 x 768 at 200 %": (683, 384, 10, 22),
    "1440 x 900": (1440, 900, 26, 50),
    "1920 x 1080": (1920, 1080, 40, 58),
}
"""Width and height of the window in logical pixels, rows and columns of each side that are in view at the least."""


@pytest.fixture
def at_review(new_robot: Callable[[], Robot], qapp: QApplication) -> Iterator[Robot]:
    before = qapp.font()
    font = qapp.font()
    font.setPointSizeF(10)
    qapp.setFont(font)
    robot = new_robot()
    robot.sample()
    robot.go(2)
    robot.session.select("weldScorer", BIND)
    robot.wizard.review_page.compare.diff.scale.set_zoom(10)
    yield robot
    robot.wizard.close()
    qapp.setFont(before)


def resize(robot: Robot, width: int, height: int) -> None:
    robot.wizard.resize(width, height)
    QApplication.processEvents()
    robot.settle()


def columns(robot: Robot) -> list[int]:
    """Whole letters between the margins of each side."""
    body = robot.wizard.review_page.compare.diff.body
    found = []
    for pane in body.panes:
        width = pane.viewport().width() - 2 * round(pane.document().documentMargin())
        found.append(width // pane.code_metrics().horizontalAdvance("0"))
    return found


def bars(robot: Robot) -> list[QScrollBar]:
    """Scroll bars in view that scroll something, those of the comparison aside."""
    page = robot.wizard.review_page
    return [
        bar
        for bar in page.findChildren(QScrollBar)
        if bar.isVisible() and bar.maximum() > bar.minimum() and not page.compare.isAncestorOf(bar)
    ]


def clipped(robot: Robot) -> list[str]:
    """Parts that reach out of what they are in or are smaller than they need to be; what scrolls may be longer."""
    wizard, page = robot.wizard, robot.wizard.review_page
    inside = [page.answer.area.widget(), page.compare.diff.body]
    found = []
    for part in wizard.findChildren(QWidget):
        if not part.isVisible() or any(area is not None and area.isAncestorOf(part) for area in inside):
            continue
        place = QRect(part.mapTo(wizard, QPoint(0, 0)), part.size())
        if isinstance(part, QAbstractButton | QTabBar | QLabel) and not wizard.rect().contains(place):
            found.append(f"{part.objectName()} {place}")
        if isinstance(part, QAbstractButton) and part.width() < part.minimumSizeHint().width():
            found.append(f"{part.objectName()} is too narrow")
    steps = wizard.side.steps
    if steps.visualItemRect(steps.item(steps.count() - 1)).bottom() > steps.viewport().height():
        found.append("the steps")
    return found


@pytest.mark.parametrize("name", sampled(SIZES, 2))
def test_every_size_has_space_and_is_worked_by_keyboard(at_review: Robot, name: str) -> None:
    width, height, rows, letters = SIZES[name]
    resize(at_review, width, height)
    comparison_has_space(at_review, rows, letters)
    answer_is_one_tab_away(at_review)
    keyboard_stays_in_view(at_review)


def comparison_has_space(at_review: Robot, rows: int, letters: int) -> None:
    page = at_review.wizard.review_page
    pane = page.compare.diff.body.left
    assert QFontInfo(pane.document().defaultFont()).family() == "DejaVu Sans Mono"
    assert pane.document().defaultFont().pointSizeF() == 10
    at_review.wait_for(lambda: page.compare.diff.body.rows_in_view() >= rows)
    assert min(columns(at_review)) >= letters
    assert page.area.verticalScrollBar().maximum() == page.area.horizontalScrollBar().maximum() == 0
    assert len(bars(at_review)) <= 1
    assert clipped(at_review) == []
    assert page.answer.isVisible() or at_review.find("reviewTabs").isVisible()


def answer_is_one_tab_away(at_review: Robot) -> None:
    page = at_review.wizard.review_page
    at_review.key("F8")
    assert page.compare.diff.isAncestorOf(at_review.focus()) and page.compare.isVisible()
    if page.space.form == "tabs":
        at_review.find("reviewTabs", QTabBar).setCurrentIndex(2)
        assert not page.compare.isVisible()
    else:
        at_review.key("Tab")
        assert at_review.find("answerEditor").isAncestorOf(at_review.focus())
    assert at_review.find("answerEditor").isVisible()


def test_the_outline_has_space_for_words(at_review: Robot) -> None:
    resize(at_review, 1366, 768)
    outline = at_review.wizard.review_page.outline
    assert outline.width() >= 210
    rows = outline.view
    for item in rows.items.items_below("module:weldScorer"):
        if not item.group and "_" not in item.title:
            title = "".join(wrapped(item.title, rows.font(), rows.viewport().width() - 46, 99))
            assert all(word in title for word in item.title.split())
    heights = [
        rows.visualRect(rows.items.place_of("module:weldScorer", item.key)).height()
        for item in rows.items.items_below("module:weldScorer")
        if not item.group and not item.caption
    ]
    three = 3 * rows.fontMetrics().lineSpacing()
    assert sum(height >= three for height in heights) <= 2, "most titles are in two lines"
    resize(at_review, 1280, 720)
    assert outline.width() >= 230 and min(columns(at_review)) >= 50


def test_the_strip_is_the_scroll_bar_of_the_comparison(at_review: Robot) -> None:
    resize(at_review, 1366, 768)
    body = at_review.wizard.review_page.compare.diff.body
    assert not any(pane.verticalScrollBar().isVisible() for pane in body.panes)
    before = body.left.verticalScrollBar().value()
    middle = body.overview.rect().center()
    place = body.overview.mapToGlobal(middle)
    turn = QWheelEvent(
        QPointF(middle),
        QPointF(place),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(body.overview, turn)
    assert body.left.verticalScrollBar().value() == before + 3 == body.right.verticalScrollBar().value()


def test_the_steps_are_a_rail_below_1440(at_review: Robot) -> None:
    for width, rail in ((1439, True), (1440, False)):
        resize(at_review, width, 800)
        assert at_review.wizard.side.steps.rail is rail
    resize(at_review, 1366, 768)
    assert at_review.wizard.side.steps.named()
    before = columns(at_review)
    at_review.key("Ctrl+B")
    assert not at_review.wizard.side.isVisible()
    assert columns(at_review) >= before and at_review.wizard.review_page.outline.width() > 200
    at_review.click("showSteps")
    assert at_review.wizard.side.isVisible() and not at_review.has("showSteps")
    assert columns(at_review) == before


def test_the_answer_is_hidden_by_key_and_button(at_review: Robot) -> None:
    resize(at_review, 1366, 768)
    page = at_review.wizard.review_page
    before = page.compare.diff.body.rows_in_view()
    for hide in (lambda: at_review.key("F6"), lambda: at_review.click("answerSwitch")):
        hide()
        assert not page.answer.isVisible() and page.compare.diff.body.rows_in_view() > before + 8
        hide()
        assert page.answer.isVisible() and page.compare.diff.body.rows_in_view() == before


def keyboard_stays_in_view(at_review: Robot) -> None:
    page = at_review.wizard.review_page
    page.go_to(BIND)
    for _press in range(8):
        QApplication.processEvents()
        here = at_review.focus()
        if page.answer.area.isAncestorOf(here) and here is not page.answer.explanation:
            shown = page.answer.area.viewport().rect()
            place = QRect(here.mapTo(page.answer.area.viewport(), QPoint(0, 0)), here.size())
            assert shown.intersects(place) and place.top() >= 0 and place.bottom() <= shown.bottom()
        assert here.isVisible()
        at_review.key("Tab")


def test_what_was_chosen_stays_in_view(at_review: Robot) -> None:
    resize(at_review, 911, 512)
    page = at_review.wizard.review_page
    page.go_to(BIND)
    for choice in ("drop", "share:models"):
        body = page.answer.editor.body
        radio = body.places[choice].radio
        radio.setFocus()
        QApplication.processEvents()
        radio.click()
        at_review.settle()
        QApplication.processEvents()
        place = radio.mapTo(page.answer.area.viewport(), QPoint(0, 0))
        assert 0 <= place.y() <= page.answer.area.viewport().height() - radio.height()


def test_a_name_of_128_letters_moves_nothing(at_review: Robot, tmp_path: Path) -> None:
    name = "press-line-" + "x" * 106 + "-controller"
    assert len(name) == 128
    manifest = tmp_path / "long.json"
    options = {"HostConfig": {"Binds": ["/home/hcsshares/models:/m"]}}
    manifest.write_text(json.dumps(expand({name: {"createOptions": options}})), encoding="utf-8")
    at_review.wizard.open_path(manifest)
    at_review.settle()
    at_review.go(2)
    page = at_review.wizard.review_page
    for width, height, *_rest in SIZES.values():
        resize(at_review, width, height)
        assert page.area.horizontalScrollBar().maximum() == 0
        assert clipped(at_review) == []
        heading = page.compare.heading
        assert heading.toolTip() == name and "…" in heading.shown() and heading.shown().startswith("p")
        assert heading.shown().endswith("r")
    index = page.outline.view.items.place_of(f"module:{name}", "")
    assert name in index.data(3)  # the tool tip


def test_text_zoom_applies_to_the_explanation(at_review: Robot) -> None:
    explanation = at_review.wizard.review_page.answer.explanation
    before = explanation.document().size().height()
    for _press in range(3):
        at_review.key("Ctrl++")
    assert explanation.document().size().height() > before * 1.2
    at_review.key("Ctrl+0")
    assert explanation.document().size().height() == before


def test_text_zoom_applies_to_the_answers(at_review: Robot) -> None:
    page = at_review.wizard.review_page
    radio = next(iter(page.answer.editor.body.places.values())).radio
    row = radio.parentWidget()
    sizes = [part.fontInfo().pointSizeF() for part in (row.title, row.consequence)]
    for _press in range(3):
        at_review.key("Ctrl++")
    larger = [part.fontInfo().pointSizeF() for part in (row.title, row.consequence)]
    assert all(new > old * 1.2 for old, new in zip(sizes, larger, strict=True)) and larger[0] > larger[1]
    at_review.choose_finding("requests an FPGA")
    label = at_review.find("answerEditor").findChildren(QLabel)[0]
    assert label.fontInfo().pointSizeF() >= larger[1], "another answer has the size, too"
    at_review.key("Ctrl+0")
    assert label.fontInfo().pointSizeF() <= sizes[0]


def test_the_keys_of_the_page_work_in_every_tab(at_review: Robot) -> None:
    resize(at_review, 683, 384)
    page = at_review.wizard.review_page
    assert page.space.form == "tabs"
    for tab in (0, 2):
        at_review.find("reviewTabs", QTabBar).setCurrentIndex(tab)
        at_review.key("F7")
        assert page.compare.isVisible() and page.compare.diff.isAncestorOf(at_review.focus())
        at_review.key("F6")
        assert page.answer.isVisible() and not page.compare.isVisible()
        before = page.answer.explanation.document().size().height()
        at_review.key("Ctrl++")
        assert page.answer.explanation.document().size().height() > before
        at_review.key("Ctrl+0")
        at_review.key("F6")
        assert page.compare.isVisible()
