"""What the wizard promises on every page, tried on the sample: places, order, keys, looks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QTableView, QTabWidget, QWidget

from core.bundle.exported import read_export
from core.diff.rows import Row
from core.model import rule_ids
from gui.models.findings import state_of
from gui.widgets.picture.picture_view import SMALLEST_FIT, PictureView
from tests.golden_cases import expand
from tests.robot import Robot

pytestmark = pytest.mark.gui
Robots = Callable[[], Robot]
BIND = f"{rule_ids.BIND}/weldScorer//app/models"


@pytest.fixture
def at_sample(robot: Robot) -> Robot:
    robot.sample()
    return robot


def place(robot: Robot, widget: QWidget) -> QPoint:
    """Where a part begins in the window."""
    return widget.mapTo(robot.wizard, QPoint(0, 0))


def texts(row: Row) -> str:
    """Both sides of a row."""
    return f"{row.left.text if row.left else ''}{row.right.text if row.right else ''}"


def grounds(table: QTableView) -> list[str]:
    """The color at the right end of the first rows, as painted."""
    picture = QImage(table.viewport().size(), QImage.Format.Format_RGB32)
    table.viewport().render(picture)
    edge = table.viewport().width() - 3
    rows = range(min(9, table.model().rowCount()))
    return [picture.pixelColor(edge, table.rowViewportPosition(row) + 3).name() for row in rows]


def test_check_has_four_tabs_and_one_button_to_go_on(at_sample: Robot) -> None:
    at_sample.key("Ctrl+4")
    tabs = at_sample.find("checkTabs", QTabWidget)
    titles = [tabs.tabText(number).replace("&", "").split(" (")[0] for number in range(tabs.count())]
    assert titles == ["To do", "Decisions", "Kubernetes objects", "Picture"]
    page = tabs.currentWidget()
    assert page is not None
    shown = [part.text().replace("&", "") for part in page.findChildren(QAbstractButton) if part.isVisible()]
    assert shown.count("Go to") == 1


def test_the_filter_is_above_the_one_outline(at_sample: Robot) -> None:
    at_sample.go(2)
    outline = at_sample.wizard.review_page.outline
    assert place(at_sample, outline.state).y() < place(at_sample, outline.view).y()
    assert place(at_sample, outline.search).y() < place(at_sample, outline.view).y()


@pytest.mark.parametrize(("size", "form"), [((1366, 768), "below"), ((1920, 1080), "right")])
def test_the_answer_comes_before_the_reason(at_sample: Robot, size: tuple[int, int], form: str) -> None:
    at_sample.wizard.resize(*size)
    at_sample.go(2)
    at_sample.session.select("weldScorer", BIND)
    page = at_sample.wizard.review_page
    assert page.space.form == form
    answer, reason = place(at_sample, page.answer.editor), place(at_sample, page.answer.explanation)
    assert answer.x() < reason.x() if form == "below" else answer.y() < reason.y()
    whole, compare = place(at_sample, page.answer), place(at_sample, page.compare)
    assert whole.y() > compare.y() if form == "below" else whole.x() > compare.x()


def test_the_view_of_the_deployment_names_the_modules(at_sample: Robot) -> None:
    at_sample.go(2)
    at_sample.session.select("")
    assert any('"modules": {' in texts(row) for row in at_sample.wizard.review_page.compare.diff.all_rows())


def test_the_number_of_gpus_in_place_of_an_fpga_is_to_be_confirmed(at_sample: Robot) -> None:
    migration = at_sample.session.migration
    assert migration is not None
    (finding,) = [item for item in migration.findings if item.rule == rule_ids.FPGA_BY_RESOURCE]
    assert state_of(migration, finding) == "confirm"


def test_no_key_closes_the_window_or_takes_the_default_from_next(at_sample: Robot) -> None:
    for step in range(1, 6):
        at_sample.key(f"Ctrl+{step}")
        page, wanted = at_sample.page(), "finishButton" if step == 5 else "nextButton"
        for key in ("Escape", "F6", "F7", "Ctrl+Z", "Tab", "Ctrl+B"):
            at_sample.key(key)
            buttons = at_sample.wizard.findChildren(QPushButton)
            assert [button.objectName() for button in buttons if button.isDefault()] == [wanted], key
            assert at_sample.page() == page and at_sample.wizard.isVisible(), key
        at_sample.key("F8")
        assert at_sample.page() == "reviewPage" and at_sample.wizard.review_page.compare.isAncestorOf(at_sample.focus())
    buttons = [button for page in at_sample.wizard.all_pages() for button in page.findChildren(QPushButton)]
    assert len(buttons) > 20
    assert not [button.objectName() for button in buttons if button.autoDefault()]


def test_decisions_have_no_stripes_and_no_empty_column(at_sample: Robot) -> None:
    at_sample.key("Ctrl+4")
    at_sample.open_tab(1)
    table = at_sample.find("decisionsTable", QTableView)
    assert not table.alternatingRowColors()
    table.selectRow(0)
    before = grounds(table)
    assert len(set(before[1:])) == 1 and before[0] != before[1], "every row but the selected one has the same ground"
    for row in (0, 3):
        QTest.mouseMove(table.viewport(), QPoint(table.viewport().width() - 3, table.rowViewportPosition(row) + 3))
        QApplication.processEvents()
        assert grounds(table) == before, "no cell changes under the mouse"
    model = table.model()
    for column in range(model.columnCount()):
        cells = {str(model.index(row, column).data() or "") for row in range(model.rowCount())}
        assert len(cells - {"", "–"}) > 1


def test_twenty_modules_are_readable_in_the_picture(robot: Robot, tmp_path: Path) -> None:
    modules: dict[str, object] = {f"camera{number:02}": {} for number in range(20)}
    modules["$routes"] = {f"r{n}": f"FROM /messages/modules/camera{n:02}/* INTO $upstream" for n in range(20)}
    path = tmp_path / "twenty.json"
    path.write_text(json.dumps(expand(modules)), encoding="utf-8")
    robot.open(path)
    robot.key("Ctrl+4")
    robot.open_tab(3)
    view = robot.find("pictureView", PictureView)
    assert view.transform().m11() >= SMALLEST_FIT
    assert view.horizontalScrollBar().maximum() == 0


def test_sessions_show_folder_and_progress(new_robot: Robots, sample: Path) -> None:
    first = new_robot()
    first.open(sample)
    first.go(2)
    first.answer_open()
    first.close()
    second = new_robot()
    assert second.says(str(sample.parent.name)) and second.says("none open")


@pytest.mark.prints
def test_closing_while_exporting_leaves_a_whole_export_or_none(at_sample: Robot, tmp_path: Path) -> None:
    at_sample.go(2)
    at_sample.answer_open()
    at_sample.key("Ctrl+5")
    at_sample.type("exportFolder", str(tmp_path / "out"))
    QTest.mouseClick(at_sample.find("finishButton", QPushButton), Qt.MouseButton.LeftButton)
    at_sample.wizard.close()
    QApplication.processEvents()
    assert not at_sample.wizard.isVisible()
    left = sorted(path.name for path in tmp_path.glob("out*"))
    assert left in ([], ["out"])
    if left:
        assert read_export(tmp_path / "out").report.modules


def test_closing_while_a_file_is_read_ends_at_once(robot: Robot, tmp_path: Path) -> None:
    modules = {f"m{number:03}": {"createOptions": {"Env": [f"A{n}={n}" for n in range(40)]}} for number in range(200)}
    path = tmp_path / "large.json"
    path.write_text(json.dumps(expand(modules)), encoding="utf-8")
    robot.answers.open = path
    QTest.mouseClick(robot.find("openButton", QPushButton), Qt.MouseButton.LeftButton)
    robot.wizard.close()
    QApplication.processEvents()
    assert not robot.wizard.isVisible()


def test_undo_is_of_the_window_where_nothing_was_typed(at_sample: Robot) -> None:
    at_sample.go(2)
    at_sample.answer_open()
    at_sample.key("Ctrl+5")
    answered = len(at_sample.session.decisions.items)
    assert at_sample.focus().objectName() == "exportFolder"
    at_sample.key("Ctrl+Z")
    assert len(at_sample.session.decisions.items) == answered - 1
    at_sample.key("Ctrl+Shift+Z")
    assert len(at_sample.session.decisions.items) == answered
    at_sample.keys("x")
    at_sample.key("Ctrl+Z")
    assert len(at_sample.session.decisions.items) == answered, "the letter is undone, not the answer"


def test_tab_reaches_every_part_of_review(at_sample: Robot) -> None:
    at_sample.go(2)
    wanted = ["stateFilter", "findingSearch", "outline", "nextQuestion", "beforePane", "backButton", "nextButton"]
    seen = []
    for _press in range(24):
        seen.append(at_sample.focus().objectName())
        at_sample.key("Tab")
    start = seen.index("stateFilter")
    ring = [name for name in seen[start:] if name in wanted]
    assert ring[: len(wanted)] == wanted
    back = set()
    for _press in range(36):
        at_sample.key("Shift+Tab")
        back.add(at_sample.focus().objectName())
    assert {*wanted, "explanationText", "afterPane", "answerSwitch", "nextChangeButton"} <= back
